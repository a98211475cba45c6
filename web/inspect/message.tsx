import { exactly } from '../parts/time.tsx';
import { href } from '../place.ts';
import { Became } from './became.tsx';
import { Readers } from './readers.tsx';
import type { Heard } from './stream.ts';
import { Trial } from './trial.tsx';

/** One message: its payload, the rules that take it, and what became of it. */
export function MessageDetail({ message }: { message: Heard }) {
  const [branch, device_id, said] = message.topic.split('/');
  return (
    <>
      <h1 class="message-topic">{message.topic}</h1>
      <p class="faint">
        {exactly(message.at)}, {new TextEncoder().encode(message.payload).length.toLocaleString()} bytes
        {branch === 'devices' && device_id && (
          <>
            {' · '}
            <a href={href(['fleet', device_id])}>{device_id}</a>
          </>
        )}
      </p>
      <pre>{pretty(message.payload)}</pre>
      <Became message={message} />
      <Readers message={message} />
      {said === 'raw' && <Trial payload={message.payload} device_id={device_id!} />}
    </>
  );
}

function pretty(payload: string): string {
  try {
    const lines = JSON.stringify(JSON.parse(payload), null, 2);
    // a position, or a count, is one line
    return lines.replaceAll(/\[\s+([^[\]{}"]*?)\s+\]/g, (_, inside: string) => `[${inside.replaceAll(/\s+/g, ' ')}]`);
  } catch {
    return payload; // no JSON, and shown as it came
  }
}

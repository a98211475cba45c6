import { exactly } from '../parts/time.tsx';
import { href } from '../place.ts';
import { outcomeOf } from './outcome.ts';
import { Readers } from './readers.tsx';
import type { Heard } from './stream.ts';
import { Trial } from './trial.tsx';

/** One message: its payload, the rules that take it, and what became of it. */
export function MessageDetail({ message, later }: { message: Heard; later: readonly Heard[] }) {
  const [branch, device_id, said] = message.topic.split('/');
  const outcome = outcomeOf(message, later);
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
      <h2>What became of it</h2>
      <p class={outcome.isBad ? 'bad' : ''}>{outcome.text}</p>
      {outcome.details?.map((detail) => (
        <p key={detail} class="notice bad">
          {detail}
        </p>
      ))}
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

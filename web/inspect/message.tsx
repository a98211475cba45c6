import { useEffect, useState } from 'preact/hooks';
import { exactly } from '../parts/time.tsx';
import { href } from '../place.ts';
import { outcomeOf } from './outcome.ts';
import { type HouseRule, readersOf, readHouseRules } from './rules.ts';
import type { Heard } from './stream.ts';
import { Trial } from './trial.tsx';

/** One message: its payload, the rules that read its topic, and what became of it. */
export function MessageDetail({ message, later }: { message: Heard; later: readonly Heard[] }) {
  const [rules, setRules] = useState<HouseRule[]>([]);
  useEffect(() => {
    void readHouseRules().then(setRules);
  }, []);
  const [branch, device_id, said] = message.topic.split('/');
  const readers = readersOf(rules, message.topic);
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
      <h2>Rules that read this topic</h2>
      {readers.length === 0 && <p class="faint">None: it is for whoever subscribes.</p>}
      {readers.map(({ rule, filter, where, to }) => (
        <div key={rule} class="notice">
          <p>
            <b>{rule}</b> <span class="faint">FROM</span> {filter} → {to}
          </p>
          {where && (
            <p class="faint">
              WHERE <code>{where}</code>
            </p>
          )}
        </div>
      ))}
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

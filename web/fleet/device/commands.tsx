import { Loaded } from '../../parts/loaded.tsx';
import { Ago } from '../../parts/time.tsx';
import { ask, type Schema } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';
import { wordsFor } from '../../words.ts';
import type { Product } from '../devices.ts';
import { Send } from './send.tsx';

const EVERY = 2000;

type Command = Schema<'CommandView'>;

/** The commands that a device was given and what became of them, and a form for another. */
export function Commands({ device_id, product }: { device_id: string; product: Product | undefined }) {
  const params = { path: { device_id }, query: { limit: 10 } };
  const { polled, again } = usePoll(
    () => ask('console', (client) => client.GET('/v1/devices/{device_id}/commands', { params })),
    EVERY,
    [device_id],
  );
  const actions = Object.entries(product?.thing.actions ?? {}).filter(([, action]) =>
    ((action as { 'skein:by'?: string[] })['skein:by'] ?? []).includes('operator'),
  );
  if (actions.length === 0 && (polled.value.value?.commands.length ?? 0) === 0) return null;
  return (
    <>
      <h2>Commands</h2>
      {actions.length > 0 && (
        <details>
          <summary>Send a command</summary>
          <Send device_id={device_id} actions={new Map(actions)} onSent={again} />
        </details>
      )}
      <Loaded from={polled} again={again}>
        {({ commands }) => (
          <ul class="commands">
            {commands.map((command) => (
              <li key={command.command_id}>
                <b>{command.action}</b> <State {...command} />{' '}
                <span class="faint">
                  <Ago at={command.settled_at ?? command.accepted_at ?? command.sent_at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

/** What is known of a command: what the device says is one thing, what its telemetry shows another. */
function State({ state, effect, reason }: Command) {
  if (state === 'done' && effect === 'verified') return <span class="good">done, and its effect was seen</span>;
  if (state === 'done') return <span>done, says the device; nothing shows it</span>;
  if (state === 'refused') return <span class="bad">refused{reason && `: ${wordsFor(reason)}`}</span>;
  if (state === 'failed') return <span class="bad">accepted, but its effect was not seen in time</span>;
  if (state === 'unanswered') return <span class="bad">not answered</span>;
  if (state === 'replaced') return <span class="faint">replaced by a newer one</span>;
  return <span class="warn">{state}…</span>;
}

import { Loaded } from '../../parts/loaded.tsx';
import { Ago } from '../../parts/time.tsx';
import { ask } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';
import { wordsFor } from '../../words.ts';

const EVERY = 10_000;

/** What a device has said that did not count, today and yesterday. */
export function Rejections({ device_id }: { device_id: string }) {
  const { polled, again } = usePoll(
    () =>
      ask('console', (client) => client.GET('/v1/devices/{device_id}/rejections', { params: { path: { device_id } } })),
    EVERY,
    [device_id],
  );
  return (
    <>
      <h2>What did not count</h2>
      <Loaded from={polled} again={again}>
        {({ counts, samples }) =>
          counts.length === 0 ? (
            <p class="faint">Nothing of the last two days.</p>
          ) : (
            <>
              {counts.map(({ day, said, reason, count }) => (
                <p key={`${day} ${said} ${reason}`}>
                  <b>{count.toLocaleString()}</b> {said}: {wordsFor(reason)}
                </p>
              ))}
              {samples.slice(0, 5).map(({ received_at, said, reason, detail, text }) => (
                <details key={`${received_at} ${said} ${reason}`}>
                  <summary>
                    {said}, <Ago at={received_at} />: {detail || wordsFor(reason)}
                  </summary>
                  <pre>{text}</pre>
                </details>
              ))}
            </>
          )
        }
      </Loaded>
    </>
  );
}

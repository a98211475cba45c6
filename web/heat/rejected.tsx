import { Loaded } from '../parts/loaded.tsx';
import { ask } from '../talk/api.ts';
import { usePoll } from '../talk/poll.ts';
import { wordsFor } from '../words.ts';

const EVERY = 15_000;

/** What of a venue's reports did not count, and why. */
export function Rejected({ venue_id }: { venue_id: string }) {
  const { polled, again } = usePoll(
    () =>
      ask('console', (client) => client.GET('/v1/venues/{venue_id}/rejections', { params: { path: { venue_id } } })),
    EVERY,
    [venue_id],
  );
  return (
    <Loaded from={polled} again={again}>
      {({ accepted, rejected, samples }) => {
        const reasons = Object.entries(rejected).sort(([, a], [, b]) => b - a);
        return (
          <>
            <p>
              <b>{accepted.toLocaleString()}</b> reports have counted
              {reasons.length === 0 ? '; none was rejected.' : '. These have not:'}
            </p>
            {reasons.map(([reason, count]) => (
              <details key={reason}>
                <summary>
                  <b>{count.toLocaleString()}</b> {wordsFor(reason)}
                </summary>
                {samples
                  .filter((sample) => sample.reason === reason)
                  .slice(0, 3)
                  .map((sample) => (
                    <pre key={JSON.stringify(sample)}>{JSON.stringify(sample, null, 1)}</pre>
                  ))}
              </details>
            ))}
          </>
        );
      }}
    </Loaded>
  );
}

import { Loaded } from '../parts/loaded.tsx';
import { ask } from '../talk/api.ts';
import { usePoll } from '../talk/poll.ts';

/** What the registered rules make of a raw message; nothing is kept or handed on. */
export function Trial({ payload, device_id }: { payload: string; device_id: string }) {
  const { polled, again } = usePoll(
    async () => {
      const { rules } = await ask('console', (client) => client.GET('/v1/rules'));
      return Promise.all(
        rules.map(async ({ rule_id, sql, into }) => {
          const body = { sql, into, device_id, payload };
          return { rule_id, sql, result: await ask('console', (client) => client.POST('/v1/rules/try', { body })) };
        }),
      );
    },
    Number.POSITIVE_INFINITY,
    [payload],
  );
  return (
    <>
      <h2>What the registered rules make of it</h2>
      <Loaded from={polled} again={again}>
        {(trials) =>
          trials.length === 0 ? (
            <p class="faint">No rule is registered.</p>
          ) : (
            trials.map(({ rule_id, sql, result: { matched, refused, topic, message } }) => (
              <details key={rule_id} class="notice" open={matched}>
                <summary>
                  <b>{rule_id}</b>{' '}
                  {matched ? (
                    refused ? (
                      <span class="bad">{refused}</span>
                    ) : (
                      <span class="good">takes it</span>
                    )
                  ) : (
                    'does not take it'
                  )}
                </summary>
                <pre>{sql}</pre>
                {message !== undefined && (
                  <pre>
                    {topic ? `${topic}\n` : ''}
                    {JSON.stringify(message, null, 2)}
                  </pre>
                )}
              </details>
            ))
          )
        }
      </Loaded>
    </>
  );
}

import { Loaded } from '../../parts/loaded.tsx';
import { money } from '../../parts/money.ts';
import { Ago } from '../../parts/time.tsx';
import { href } from '../../place.ts';
import { ask } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';

const EVERY = 3000;

/** The rental that a device has now. */
export function Rental({ rental_id }: { rental_id: string }) {
  const { polled, again } = usePoll(
    () => ask('console', (client) => client.GET('/v1/rentals/{rental_id}', { params: { path: { rental_id } } })),
    EVERY,
    [rental_id],
  );
  return (
    <section class="card">
      <h2>Rental</h2>
      <Loaded from={polled} again={again}>
        {({ state, account_id, phone_id, active_at, requested_at, used, remaining, amount, currency }) => (
          <>
            <p>
              <b>{state}</b> since <Ago at={active_at ?? requested_at} />, account{' '}
              <a href={href(['register', 'account', account_id])}>{account_id}</a>, phone {phone_id}
            </p>
            {used && (
              <p>
                Used {used.quantity.toLocaleString()} {used.unit}
              </p>
            )}
            {remaining && (
              <p>
                {Math.ceil(remaining.seconds / 60)} min left, by {remaining.by}
              </p>
            )}
            {amount !== undefined && <p>{money(amount, currency)}</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}

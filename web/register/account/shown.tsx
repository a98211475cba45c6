import { Loaded } from '../../parts/loaded.tsx';
import { Rentals } from '../../parts/rentals.tsx';
import { ask } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';
import { Refused } from '../../talk/refused.ts';
import { Ledger } from './ledger.tsx';
import { Limits } from './limits.tsx';
import { Open } from './open.tsx';
import { readAccount } from './read.ts';
import { Standing } from './standing.tsx';
import { TopUp } from './top-up.tsx';

const EVERY = 5000;

/** An account and what can be done with it, or how it is opened. */
export function Shown({ account_id }: { account_id: string }) {
  const { polled, again } = usePoll(() => readAccount(account_id, { limit: 1 }), EVERY, [account_id]);
  const { error } = polled.value;
  if (error instanceof Refused && error.reason === 'account_unknown')
    return <Open account_id={account_id} onOpened={again} />;
  return (
    <section class="card" aria-label="The account">
      <Loaded from={polled} again={again}>
        {(account) => (
          <>
            <Standing account={account} />
            <TopUp account={account} onChange={again} />
            <Limits account={account} onChange={again} />
            <Ledger account_id={account_id} />
            <Rentals
              of="account"
              load={(query) =>
                ask('console', (client) =>
                  client.GET('/v1/accounts/{account_id}/rentals', { params: { path: { account_id }, query } }),
                )
              }
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

import { money } from '../../parts/money.ts';
import type { Schema } from '../../talk/api.ts';

/** What there is on an account. */
export function Standing({
  account: { account_id, currency, blocked, balance, held, outstanding },
}: {
  account: Schema<'Account'>;
}) {
  const lines = [
    ['Balance', balance, 'balance'],
    ['Held for open rentals', held, 'held'],
    ['Outstanding', outstanding, 'outstanding'],
  ] as const;
  return (
    <>
      <h2>
        Account {account_id} {blocked && <span class="badge bad">Blocked</span>}
      </h2>
      <dl class="figures">
        {lines.map(([name, amount, test]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-test={test}>{money(amount, currency)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

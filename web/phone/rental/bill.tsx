import { money } from '../../parts/money.ts';
import { exactly } from '../../parts/time.tsx';
import { priceOf } from '../price.ts';
import type { Rental } from '../reads.ts';
import { spanOf } from '../span.ts';
import { quantityOf } from '../units.ts';

/** What a rental that is over has cost, and why. */
export function Bill({ rental }: { rental: Rental }) {
  const { amount, currency, active_at, ended_at, requested_at, used, tariff, late_start_at } = rental;
  return (
    <section class="card" aria-label="Bill">
      {amount !== undefined && (
        <p class="figure">
          <b data-test="bill">{money(amount, currency)}</b>
        </p>
      )}
      <dl class="lines">
        <dt>Asked for</dt>
        <dd>{exactly(requested_at)}</dd>
        {active_at !== undefined && ended_at !== undefined && (
          <>
            <dt>Lasted</dt>
            <dd>{spanOf(ended_at - active_at)}</dd>
          </>
        )}
        {used && (
          <>
            <dt>Used</dt>
            <dd>{quantityOf(used.quantity, used.unit)}</dd>
          </>
        )}
        {active_at !== undefined && (
          <>
            <dt>Price</dt>
            <dd>{priceOf(tariff)}</dd>
          </>
        )}
      </dl>
      {late_start_at !== undefined && <p class="warn">It started when that was over, and was stopped again.</p>}
      {rental.state === 'cancelled' && (amount ?? 0) > 0 && <p class="warn">It opened all the same; that is paid.</p>}
    </section>
  );
}

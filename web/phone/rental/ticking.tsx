import { money } from '../../parts/money.ts';
import { now } from '../../parts/time.tsx';
import type { Rental } from '../reads.ts';
import { costAt } from '../settle.ts';
import { spanOf } from '../span.ts';
import { quantityOf } from '../units.ts';

/** What goes on by itself: the time, what flows, the money. `at` is when the rental was read, ms. */
export function Ticking({ rental, at }: { rental: Rental; at: number }) {
  const { active_at, remaining, used, limit, tariff, currency } = rental;
  const left = remaining && remaining.seconds * 1000 - (now.value - at);
  return (
    <>
      <dl class="figures">
        <div>
          <dt>For</dt>
          <dd>{spanOf(now.value - (active_at ?? now.value))}</dd>
        </div>
        {left !== undefined && (
          <div>
            <dt>{LEFT[remaining!.by] ?? `Left for what you wanted`}</dt>
            <dd>{spanOf(left)}</dd>
          </div>
        )}
        {used && (
          <div>
            <dt>Used</dt>
            <dd>
              {quantityOf(used.quantity, used.unit)}
              {limit?.quantity !== undefined && <small> of {quantityOf(limit.quantity, limit.unit)}</small>}
            </dd>
          </div>
        )}
        <div>
          <dt>{tariff.form === 'prepaid' ? 'Paid' : 'So far'}</dt>
          <dd data-test="cost">{money(costAt(rental, now.value), currency)}</dd>
        </div>
      </dl>
      {tariff.form === 'metered' && (
        <p class="faint">Or less, if you reach the {money(tariff.daily_cap, currency)} that a day costs at most.</p>
      )}
    </>
  );
}

const LEFT: Record<string, string> = { time: 'Left', money: 'Left for the money' };

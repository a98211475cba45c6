import type { Tariff } from '../../events/product/tariff.ts';
import { money } from '../parts/money.ts';
import { holdOf, priceOf } from './price.ts';

/** The price before renting, and what it needs of the balance. */
export function Cost({ tariff, hold = 0, available }: { tariff: Tariff; hold?: number; available: number }) {
  return (
    <section class="card" aria-label="Price">
      <p class="price" data-test="price">
        {priceOf(tariff)}
      </p>
      {tariff.form !== 'prepaid' && hold > 0 && <p>{holdOf(hold, tariff.currency)}</p>}
      <p class="faint">You can spend {money(available, tariff.currency)}.</p>
    </section>
  );
}

import { money } from '../parts/money.ts';
import { Ago, shortly } from '../parts/time.tsx';
import { href } from '../place.ts';
import { isRunning, type Rental } from './reads.ts';
import { stateWord } from './rental/words.ts';
import { titleOf } from './titles.ts';

/** A rental in a list, which leads to all about it. */
export function RentalRow({ rental }: { rental: Rental }) {
  const { rental_id, device_id, kind, requested_at, amount, currency, state } = rental;
  return (
    <li>
      <a class="row" href={href(['phone', 'rentals', rental_id])}>
        <span class="row-main">
          <b>{titleOf(kind)}</b>
          <span class="faint">{device_id}</span>
        </span>
        <span class="row-end">
          <b>{isRunning(rental) || amount === undefined ? stateWord(rental) : money(amount, currency)}</b>
          <span class="faint">
            {state === 'cancelled' && 'cancelled, '}
            {isRunning(rental) ? <Ago at={requested_at} /> : shortly(requested_at)}
          </span>
        </span>
      </a>
    </li>
  );
}

import { href } from '../place.ts';
import type { Schema } from '../talk/api.ts';
import { money } from './money.ts';
import { Paged, type PageQuery, usePages } from './pages.tsx';
import { shortly } from './time.tsx';

type Rental = Schema<'RentalView'>;

/** What is told of each rental of a device, or of an account: the other of the two, and where that leads. */
const OTHER = {
  device: { title: 'Account', of: ({ account_id }: Rental) => ({ id: account_id, at: ['register', 'account'] }) },
  account: { title: 'Device', of: ({ device_id }: Rental) => ({ id: device_id, at: ['fleet'] }) },
};

/** The rentals of a device or an account, newest first. */
export function Rentals({
  of,
  load,
}: {
  of: keyof typeof OTHER;
  load: (query: PageQuery) => Promise<Schema<'RentalPage'>>;
}) {
  const other = OTHER[of];
  return (
    <Paged title="Rental history" pages={usePages(load)} isEmpty={({ rentals }) => rentals.length === 0}>
      {({ rentals }) => (
        <table class="history">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">{other.title}</th>
              <th scope="col">Outcome</th>
              <th scope="col" class="amount">
                Paid
              </th>
            </tr>
          </thead>
          <tbody>
            {rentals.map((rental) => {
              const { id, at } = other.of(rental);
              return (
                <tr key={rental.rental_id}>
                  <td>{shortly(rental.requested_at)}</td>
                  <td>
                    <a href={href([...at, id])}>{id}</a>
                  </td>
                  <td>{outcome(rental)}</td>
                  <td class="amount">{rental.amount !== undefined && money(rental.amount, rental.currency)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Paged>
  );
}

/** As `settled: time over, 1,230 ml`. */
function outcome({ state, reason, used }: Rental): string {
  const why = reason === undefined ? state : `${state}: ${reason.replaceAll('_', ' ')}`;
  return used ? `${why}, ${used.quantity.toLocaleString()} ${used.unit}` : why;
}

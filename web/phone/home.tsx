import { Loaded } from '../parts/loaded.tsx';
import { href } from '../place.ts';
import { usePoll } from '../talk/poll.ts';
import { Balance } from './balance.tsx';
import { FindDevice } from './find.tsx';
import { NearbyList } from './nearby.tsx';
import { useNews } from './news.ts';
import { isRunning, readRentals, readStatement } from './reads.ts';
import { RentalRow } from './rental-row.tsx';

/** Events say what happens; this is for those that were lost. ms */
const EVERY = 10_000;
const RECENT = 20;

/** What a rider sees first: the money, what runs, a way to the next device. */
export function Home() {
  const account = usePoll(readStatement, EVERY, []);
  const recent = usePoll(() => readRentals(RECENT), EVERY, []);
  useNews('events', () => {
    account.again();
    recent.again();
  });
  return (
    <>
      <Loaded from={account.polled} again={account.again} who="rider">
        {(statement) => <Balance {...statement} />}
      </Loaded>
      <Loaded from={recent.polled} again={recent.again} who="rider">
        {({ rentals }) => {
          const running = rentals.filter(isRunning);
          return (
            running.length > 0 && (
              <section aria-label="Running now">
                <h2>Running now</h2>
                <ul class="rows">
                  {running.map((rental) => (
                    <RentalRow key={rental.rental_id} rental={rental} />
                  ))}
                </ul>
              </section>
            )
          );
        }}
      </Loaded>
      <FindDevice />
      <NearbyList />
      <a class="button wide" href={href(['phone', 'history'])}>
        What I rented before
      </a>
    </>
  );
}

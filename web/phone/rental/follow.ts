import { useRef } from 'preact/hooks';
import { usePoll } from '../../talk/poll.ts';
import { useNews } from '../news.ts';
import { isRunning, type Rental, readRental } from '../reads.ts';

/** Events say at once what has changed; this is the truth, and soon enough where one is lost. ms */
const EVERY = 2000;

/** A rental as the API has it: read again and again until it is over, and when the phone is told of it. */
export function useRental(rental_id: string) {
  const over = useRef<Rental | undefined>(undefined);
  const poll = usePoll(
    async () => {
      if (over.current) return over.current;
      const rental = await readRental(rental_id);
      if (!isRunning(rental) && rental.state !== 'ended') over.current = rental;
      return rental;
    },
    EVERY,
    [rental_id],
  );
  useNews('events', (event) => {
    if (event.rental_id !== rental_id) return;
    over.current = undefined; // what was over may cost something else now
    poll.again();
  });
  return poll;
}

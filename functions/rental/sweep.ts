import { log } from '../../lib/log.ts';
import { end } from './end.ts';
import { overdue } from './store.ts';

const AT_ONCE = 100;

/**
 * On a schedule: acts on deadlines that have passed. Everybody who looks already sees them passed; this settles what is
 * owed, and tells the device and the phone.
 */
export const handler = (): Promise<void> => sweep(Date.now());

export async function sweep(now: number): Promise<void> {
  for (;;) {
    const rentals = await overdue(now, AT_ONCE);
    await Promise.all(
      rentals.map((rental) => end(rental, rental.state === 'requested' ? 'no_answer' : 'time_over', now)),
    );
    if (rentals.length > 0) log.info('deadlines passed', { rentals: rentals.length });
    if (rentals.length < AT_ONCE) return;
  }
}

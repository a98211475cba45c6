import type { Rental } from '../../events/rental.ts';
import { log } from '../../lib/log.ts';
import { end, tellEnd } from './end.ts';
import { lostAt, overdue } from './store.ts';

const AT_ONCE = 100;

/**
 * On a schedule: acts on deadlines that have passed. Everybody who looks already sees them passed; this settles what is
 * owed, and tells the device and the phone.
 */
export const handler = (): Promise<void> => sweep(Date.now());

export async function sweep(now: number): Promise<void> {
  for (;;) {
    const rentals = await overdue(now, AT_ONCE);
    const results = await Promise.allSettled(rentals.map((rental) => settle(rental, now)));
    const failed = results.filter(({ status }) => status === 'rejected').length;
    if (rentals.length > 0) log.info('deadlines passed', { rentals: rentals.length, failed });
    if (rentals.length < AT_ONCE || failed > 0) return; // what failed is still there, and would be next again
  }
}

async function settle(rental: Rental, now: number): Promise<void> {
  if (rental.state === 'requested') await end(rental, 'no_answer', now);
  else if (rental.state !== 'active') await tellEnd(rental, now);
  // Nobody pays for a device that was lost on the way.
  else await end(rental, 'time_over', now, (await lostAt(rental.device_id)) ?? now);
}

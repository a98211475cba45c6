import { log } from '../../../lib/log.ts';
import { lostAt } from '../../device/index.ts';
import { closeRental } from '../close.ts';
import type { Rental } from '../rental.ts';
import { overdue } from '../store.ts';
import { turns } from '../turns.ts';

const AT_ONCE = 100;

/**
 * Every minute: acts on deadlines that have passed. Readers see them as passed already; this settles what is owed, and
 * tells device and phone what they have not been told.
 */
export const handler = (): Promise<void> => sweep(Date.now());

export async function sweep(now: number): Promise<void> {
  await settleOverdue(now);
  await turns.sweep(now);
}

/** What fails stays for the next run, and does not hold up the others. */
async function settleOverdue(now: number): Promise<void> {
  for (let skipped = 0; ; ) {
    const rentals = await overdue(now, AT_ONCE, skipped);
    const results = await Promise.allSettled(rentals.map((rental) => settle(rental, now)));
    const failed = results.filter(({ status }) => status === 'rejected').length;
    skipped += failed;
    if (rentals.length > 0) log.info('deadlines passed', { rentals: rentals.length, failed });
    if (rentals.length < AT_ONCE) return;
  }
}

async function settle(rental: Rental, now: number): Promise<void> {
  const { turn } = await close(rental, now);
  // What cannot be published now stays in the outbox, and is published later.
  if (turn) await turns.send([turn]).catch((error: Error) => log.warn('not told yet', { error }));
}

async function close(rental: Rental, now: number) {
  if (rental.state === 'requested') return closeRental(rental, 'no_answer', now);
  // Nobody pays for the time after the device was lost.
  return closeRental(rental, 'time_over', now, (await lostAt(rental.device_id)) ?? now);
}

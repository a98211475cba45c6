import { putObject } from '../../../lib/bucket.ts';
import { setting } from '../../../lib/config.ts';
import { log } from '../../../lib/log.ts';
import { MINUTE } from '../../../lib/time.ts';
import { workOff } from '../../../lib/work-off.ts';
import { presenceOf } from '../../device/index.ts';
import { archiveRentals } from '../archive.ts';
import { closeRental } from '../close.ts';
import { type Rental, silence } from '../rental.ts';
import { isReturnAwaited, SILENT_AFTER } from '../silent.ts';
import { dropDeadline, lookAgain, overdueIds, readEach } from '../store.ts';
import { turns } from '../turns.ts';

/**
 * Every minute: acts on deadlines that have passed. Everybody who looks already sees them passed; this settles what is
 * owed, and tells device and phone what they have not been told. Rentals that have been over for 90 days leave Redis for
 * the archive.
 */
export const handler = (): Promise<void> => sweep(Date.now());

export async function sweep(now: number): Promise<void> {
  await settleOverdue(now);
  await turns.sweep(now);
  const archived = await archiveRentals((name, body) => putObject(setting('RENTAL_BUCKET'), name, body), now);
  if (archived > 0) log.info('archived', { rentals: archived });
}

const settleOverdue = (now: number): Promise<void> =>
  workOff({
    read: async (offset, count) => {
      const ids = await overdueIds(now, count, offset);
      const rentals = new Map((await readEach(ids)).map((rental) => [rental.rental_id, rental]));
      return ids.map((id) => ({ id, rental: rentals.get(id) }));
    },
    work: ({ id, rental }) => settle(id, rental, now),
    tell: (rentals, failed) => log.info('deadlines passed', { rentals, failed }),
  });

async function settle(id: string, rental: Rental | undefined, now: number): Promise<void> {
  if (!rental) {
    log.error('a deadline of a rental that is no more', { rental: id });
    await dropDeadline(id);
    return;
  }
  const outcome = await close(rental, now);
  // What cannot be told now is in the outbox, and told later.
  if (outcome?.turn) await turns.send([outcome.turn], now).catch((error: Error) => log.warn('not told yet', { error }));
}

async function close(rental: Rental, now: number) {
  if (rental.state === 'requested') return closeRental(rental, { reason: silence(rental) }, now);
  const presence = await presenceOf(rental.device_id);
  const gone = presence?.online ? undefined : presence?.since;
  // Nobody pays for a device that was lost on the way.
  const silent = gone === undefined ? {} : { until: gone, silent: true };
  const isOver = now >= rental.ends_at!;
  if (isOver && isReturnAwaited(rental, presence, now)) {
    await lookAgain(rental.rental_id, now + MINUTE);
    return undefined;
  }
  if (isOver) return closeRental(rental, { reason: 'time_over', ...silent }, now);
  if (gone !== undefined && now >= gone + SILENT_AFTER)
    return closeRental(rental, { reason: 'silent', ...silent }, now);
  await lookAgain(rental.rental_id, Math.min(rental.ends_at!, (gone ?? now) + SILENT_AFTER));
  return undefined;
}

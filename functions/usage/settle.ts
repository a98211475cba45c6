import { log } from '../../lib/log.ts';
import { slices } from '../../lib/slices.ts';
import { type CountOutcome, type Rental, readEach, settleUsed, takeCounts } from '../rental/index.ts';
import type { Counted, NotBilled } from './report.ts';

interface Settled {
  unattributed: NotBilled[];
  /** What has to be delivered again. */
  failed: Counted[];
}

/** How many rentals are settled at once. */
const AT_ONCE = 50;

/** Takes what was counted, and settles what has to be. */
export async function settle(counts: readonly Counted[], now: number): Promise<Settled> {
  if (counts.length === 0) return { unattributed: [], failed: [] };
  const outcomes = await takeCounts(counts.map(({ received_at: _, deliveries: __, ...count }) => count));
  const unattributed = await nameReasons(counts, outcomes);
  const failed: Counted[] = [];
  const due = counts.filter((_, i) => outcomes[i] === 'due');
  for (const page of slices(due, AT_ONCE)) {
    const results = await Promise.allSettled(page.map(({ rental_id, final }) => settleUsed(rental_id, final, now)));
    for (const [i, result] of results.entries()) {
      const count = page[i]!;
      if (result.status === 'rejected') {
        log.error('usage will be delivered again', { rental: count.rental_id, error: result.reason as Error });
        failed.push(count);
      } else if (result.value.state === 'cancelled') unattributed.push({ count, reason: 'rental_cancelled' });
    }
  }
  return { unattributed, failed };
}

/** Why what was not taken is on nobody's bill. */
async function nameReasons(counts: readonly Counted[], outcomes: readonly CountOutcome[]): Promise<NotBilled[]> {
  const refused = counts.flatMap((count, i) => {
    const outcome = outcomes[i]!;
    return outcome === 'kept' || outcome === 'due' ? [] : [{ count, outcome }];
  });
  const ids = new Set(refused.map(({ count }) => count.rental_id));
  const rentals = new Map((await readEach([...ids])).map((rental) => [rental.rental_id, rental]));
  return refused.map(({ count, outcome }) => ({
    count,
    reason: reasonOf(count, outcome, rentals.get(count.rental_id)),
  }));
}

function reasonOf({ device_id, meter }: Counted, outcome: CountOutcome, rental: Rental | undefined) {
  if (rental?.device_id !== device_id) return 'rental_unknown';
  if (outcome === 'meter_differs' || rental.tariff.form !== 'usage' || rental.tariff.meter !== meter) {
    return 'meter_unknown';
  }
  return rental.state === 'cancelled' ? 'rental_cancelled' : 'rental_over';
}

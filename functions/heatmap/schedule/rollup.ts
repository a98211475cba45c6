import { topics } from '../../../events/topics.ts';
import { publishInternal } from '../../../lib/iot.ts';
import { slices } from '../../../lib/slices.ts';
import { readVenueIds } from '../../venue/index.ts';

const AT_ONCE = 50;

/** Soon after each hour: has every venue rolled up by a call of its own, so that none waits for another. */
export const handler = async (): Promise<void> => {
  const failures: unknown[] = [];
  for (const some of slices(await readVenueIds(), AT_ONCE)) {
    const told = await Promise.allSettled(some.map((venue_id) => publishInternal(topics.rollup_due, { venue_id })));
    failures.push(...told.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
  }
  if (failures.length > 0) throw failures[0]; // it is tried again; a venue that is up to date has nothing to do
};

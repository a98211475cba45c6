import { log } from '../../../lib/log.ts';
import { readVenueIds } from '../../venue/index.ts';
import { rollUp } from '../buckets/rollup.ts';

/** Soon after each hour: hours from minutes, then days from hours, wherever a mark says that they are not up to date. */
export const handler = async (): Promise<void> => {
  for (const venue of await readVenueIds()) {
    try {
      await rollUp(venue, Date.now());
    } catch (error) {
      // Its marks stay for the next run, and the other venues have their turn.
      log.error('a venue was not rolled up', { venue, error: error as Error });
    }
  }
};

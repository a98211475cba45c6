import { log } from '../../../lib/log.ts';
import { takeSnapshot } from '../snapshot.ts';

/** Every minute: reads the vehicles once, however many ask for the feed. */
export const handler = async (): Promise<void> => {
  const { data } = await takeSnapshot(Date.now());
  log.info('vehicles of the feed', { vehicles: data.length });
};

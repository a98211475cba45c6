import { Compile } from 'typebox/compile';
import { DeviceEvent } from '../../events/command.ts';
import { log } from '../../lib/log.ts';
import { end, release } from './end.ts';
import { readRental } from './store.ts';

const schema = Compile(DeviceEvent);

/**
 * Rule `device_event`: a device that says `released` ends its rental, if it is the one that it has. One that was `lost`,
 * as after a crash, ended it when it was last heard of.
 */
export const handler = async (event: { device_id: string }): Promise<void> => {
  if (!schema.Check(event)) {
    log.warn('device event ignored', { device: event.device_id });
    return;
  }
  if (!['released', 'lost'].includes(event.type) || !event.rental_id) return;
  const rental = await readRental(event.rental_id);
  if (!rental || rental.device_id !== event.device_id || rental.fence !== event.fence) return;
  const now = Date.now();
  if (event.type === 'released') await release(rental, 'released_by_device', now);
  else if (rental.state === 'active') await end(rental, 'lost_by_device', now, event.at);
};

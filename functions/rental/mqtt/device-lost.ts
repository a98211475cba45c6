import { DeviceLost } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { end } from '../end.ts';
import { readRental } from '../store.ts';

/** Rule `device_lost`: a device that has its lease no more ended the rental with its last report of it. */
export const handler = readMessage(DeviceLost, async ({ device_id, rental_id, fence, at }, now) => {
  const rental = await readRental(rental_id);
  if (!rental || rental.device_id !== device_id || rental.fence !== fence) return;
  if (rental.state === 'active') await end(rental, { reason: 'lost_by_device', until: at }, now);
});

import { DeviceLost } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { end } from '../end.ts';
import { readRental } from '../store.ts';

/** Rule `device_lost`: a device that restarted without its lease ended the rental with its last report before. */
export const handler = readMessage(DeviceLost, async ({ device_id, rental_id, fence, at }, now) => {
  const rental = await readRental(rental_id);
  if (!rental || rental.device_id !== device_id || rental.fence !== fence) return;
  if (rental.state === 'active') await end(rental, 'lost_by_device', now, at);
});

import { DeviceEvent } from '../../../events/device/command.ts';
import { readMessage } from '../../../lib/message.ts';
import { nameSeconds, refuseMessage } from '../../rejection/index.ts';
import { release } from '../end.ts';
import { readRental } from '../store.ts';

/** Rule `device_event`: a device that says `released` ends its rental, if it is the one that it has. */
export const handler = readMessage(DeviceEvent, take, refuseMessage('events'));

async function take(event: DeviceEvent & { device_id: string }, now: number): Promise<void> {
  await nameSeconds('events', event, now);
  if (event.type !== 'released' || !event.rental_id) return;
  const rental = await readRental(event.rental_id);
  if (!rental || rental.device_id !== event.device_id || rental.fence !== event.fence) return;
  await release(rental, 'released_by_device', now);
}

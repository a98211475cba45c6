import { DeviceEffect } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { rentalOfCommand } from '../commands.ts';
import { takeStart } from '../start.ts';
import { readRental } from '../store.ts';

/** Rule `rental_effect`: a state report has shown that a device has started for its rental. */
export const handler = readMessage(DeviceEffect, async ({ command_id, device_id, at }: DeviceEffect, now) => {
  const rental = await readRental(rentalOfCommand(command_id));
  if (rental?.device_id === device_id) await takeStart(rental, at, now);
});

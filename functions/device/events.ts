import type { DeviceEffect, DeviceLost } from '../../events/internal.ts';
import { topics } from '../../events/topics.ts';
import { publishInternal } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { keys } from './keys.ts';

/** The events that this domain publishes for others. */
export const deviceEvents = /* @__PURE__ */ outbox<DeviceLost | DeviceEffect>(keys.outbox(), (event) =>
  publishInternal('command_id' in event ? effectTopic(event) : topics.device_lost, event),
);

/** The id of a command begins with who waits for it. */
const effectTopic = ({ command_id }: DeviceEffect) =>
  command_id.startsWith('rental-') ? topics.rental_effect : topics.command_effect;

import type { DeviceEffect, DeviceLost } from '../../events/internal.ts';
import { topics } from '../../events/topics.ts';
import { publishInternal } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { keys } from './keys.ts';

/** The events that this domain publishes for others. */
export const deviceEvents = /* @__PURE__ */ outbox<DeviceLost | DeviceEffect>(keys.outbox(), (event) =>
  publishInternal('command_id' in event ? topics.device_effect : topics.device_lost, event),
);

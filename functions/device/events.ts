import type { DeviceLost } from '../../events/internal.ts';
import { topics } from '../../events/topics.ts';
import { publishInternal } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { keys } from './keys.ts';

/** The events that this domain publishes for others. */
export const deviceEvents = /* @__PURE__ */ outbox<DeviceLost>(keys.outbox(), (event) =>
  publishInternal(topics.device_lost, event),
);

import type { Presence } from '../../../events/device/presence.ts';
import { ID } from '../../../events/id.ts';
import { topics } from '../../../events/topics.ts';
import { publishInternal } from '../../../lib/iot.ts';
import { applyPresence } from '../presence.ts';

/** Rule `presence`: whether a device has a connection. A rollout hears that one of its devices is back. */
export const handler = async (event: Presence): Promise<void> => {
  if (!ID.test(event.clientId)) return; // no device
  const device_id = event.clientId;
  const online = event.eventType === 'connected';
  const { rollout } = await applyPresence(device_id, {
    online,
    session: event.sessionIdentifier,
    version: event.versionNumber,
    at: event.timestamp,
  });
  if (online && rollout !== undefined) await publishInternal(topics.device_back, { device_id, rollout_id: rollout });
};

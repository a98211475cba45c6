import type { Presence } from '../../../events/device/presence.ts';
import { ID } from '../../../events/id.ts';
import { applyPresence } from '../presence.ts';

/** Rule `presence`: whether a device has a connection. */
export const handler = async (event: Presence): Promise<void> => {
  // A phone whose client id is a device's id is not that device.
  const isDevice = event.principalIdentifier === Buffer.from(event.clientId).toString('hex');
  if (!isDevice || !ID.test(event.clientId)) return;
  await applyPresence(event.clientId, {
    online: event.eventType === 'connected',
    session: event.sessionIdentifier,
    version: event.versionNumber,
    at: event.timestamp,
  });
};

import { ID } from '../../events/id.ts';
import { applyPresence } from './store.ts';

/** https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html */
interface LifecycleEvent {
  clientId: string;
  timestamp: number;
  eventType: 'connected' | 'disconnected';
  sessionIdentifier: string;
  /** As the authorizer gave it: the token's subject in hex. */
  principalIdentifier: string;
  versionNumber: number;
}

/** Rule `presence`: whether a device has a connection. */
export const handler = async (event: LifecycleEvent): Promise<void> => {
  // A phone that bears a device's id is not that device.
  const isDevice = event.principalIdentifier === Buffer.from(event.clientId).toString('hex');
  if (!isDevice || !ID.test(event.clientId)) return;
  await applyPresence(event.clientId, {
    online: event.eventType === 'connected',
    session: event.sessionIdentifier,
    version: event.versionNumber,
    at: event.timestamp,
  });
};

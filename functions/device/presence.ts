import { ID } from '../../events/schema.ts';
import { applyPresence } from './store.ts';

/** https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html */
interface LifecycleEvent {
  clientId: string;
  timestamp: number;
  eventType: 'connected' | 'disconnected';
  sessionIdentifier: string;
  versionNumber: number;
}

/** Rule `presence`: whether a device has a connection. */
export const handler = async (event: LifecycleEvent): Promise<void> => {
  if (!ID.test(event.clientId)) return; // no device of ours
  await applyPresence(event.clientId, {
    online: event.eventType === 'connected',
    session: event.sessionIdentifier,
    version: event.versionNumber,
    at: event.timestamp,
  });
};

import { changes } from '../changes.ts';
import { deviceEvents } from '../events.ts';

/** Every minute: publishes the events that could not be published when they were written. */
export const handler = async (): Promise<void> => {
  const now = Date.now();
  await Promise.all([deviceEvents.sweep(now), changes.sweep(now)]);
};

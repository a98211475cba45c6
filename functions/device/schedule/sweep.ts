import { deviceEvents } from '../events.ts';

/** Every minute: publishes the events that could not be published when they were written. */
export const handler = (): Promise<void> => deviceEvents.sweep(Date.now());

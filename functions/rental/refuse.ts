import type { Saying } from '../../events/rejection/rejection.ts';
import { reject } from '../rejection/index.ts';

/** Tells a device, and the operator, that a message of it is not of the schema. */
export const refuse =
  (said: Saying) =>
  (message: { device_id: string }, detail: string, now: number): Promise<void> => {
    const { device_id } = message;
    const text = JSON.stringify(message);
    return reject([{ device_id, said, reason: 'malformed', detail, received_at: now, text }], now);
  };

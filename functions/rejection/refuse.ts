import type { Saying } from '../../events/rejection/rejection.ts';
import { isInSeconds } from '../../lib/time.ts';
import { reject } from './reject.ts';

/** Names a time in seconds. The message counts all the same, because nothing is decided by its time. */
export async function nameSeconds(said: Saying, message: { device_id: string; at: number }, now: number) {
  const { device_id, at } = message;
  if (!isInSeconds(at)) return;
  const text = JSON.stringify(message);
  await reject([{ device_id, said, reason: 'at_in_seconds', detail: `/at is ${at}`, received_at: now, text }], now);
}

/** Tells a device, and the operator, that a message of it is not of the schema. */
export const refuseMessage =
  (said: Saying) =>
  (message: { device_id: string }, detail: string, now: number): Promise<void> => {
    const { device_id } = message;
    const text = JSON.stringify(message);
    return reject([{ device_id, said, reason: 'malformed', detail, received_at: now, text }], now);
  };

import Type from 'typebox';
import { Time } from './schema.ts';

/**
 * What a rule puts on a queue for one publish of a device. The payload travels as it came, so that even one that is
 * not JSON reaches the function that counts it.
 */
export const Envelope = Type.Object({
  /** The published bytes, base64. */
  data: Type.String(),
  device_id: Type.String(),
  /** When the broker received it. */
  received_at: Time,
});
export type Envelope = Type.Static<typeof Envelope>;

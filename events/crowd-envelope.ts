/**
 * What rule `crowd` puts on the queue for one publish. The payload travels as it came, so that even a report that
 * is not JSON reaches the function that counts it.
 */
export interface CrowdEnvelope {
  /** The published bytes, base64. */
  data: string;
  device_id: string;
  /** When the broker took it, milliseconds since the epoch. */
  received_at: number;
}

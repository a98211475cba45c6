import Type from 'typebox';
import { Point, Time } from './schema.ts';

/**
 * What a robot says on `devices/{device_id}/crowd`: how many people it sees now, and where. A count is a gauge;
 * several points in one cell add up to that cell's count.
 */
export const CrowdReport = Type.Object({
  /** Up by one per report within a boot. Lua's JSON keeps 14 digits. */
  seq: Type.Integer({ minimum: 0, maximum: 99_999_999_999_999 }),
  /** Changes whenever the device restarts. */
  boot: Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' }),
  at: Time,
  venue_id: Type.String({ minLength: 1, maxLength: 64 }),
  floor: Type.String({ minLength: 1, maxLength: 32 }),
  position: Point,
  /** [x, y, people] */
  counts: Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Integer()]), { maxItems: 4000 }),
});

export type CrowdReport = Type.Static<typeof CrowdReport>;

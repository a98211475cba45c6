import Type from 'typebox';
import { Boot, Point, Sequence, Time } from '../schema.ts';

/**
 * What a robot says on `devices/{device_id}/crowd`: how many people it sees now, and where. A count is a gauge;
 * several points in one cell add up to that cell's count.
 */
export const CrowdReport = Type.Object({
  seq: Sequence,
  boot: Boot,
  at: Time,
  venue_id: Type.String({ minLength: 1, maxLength: 64 }),
  floor: Type.String({ minLength: 1, maxLength: 32 }),
  position: Point,
  /** [x, y, people] */
  counts: Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Integer()]), { maxItems: 4000 }),
});

export type CrowdReport = Type.Static<typeof CrowdReport>;

import Type from 'typebox';
import { Boot, Fence, Id, Position, Sequence, Time } from '../schema.ts';

/** Who has the device, as the bind command said: all three members or no lease. */
export const Lease = Type.Object({ rental_id: Id, phone_id: Id, fence: Fence });
export type Lease = Type.Static<typeof Lease>;

/** Older firmware put its lease at the top level. That is refused, because the device would seem to have no lease. */
const Moved = Type.Optional(Type.Never());

/**
 * A device's state, on `devices/{device_id}/state`. While it is leased it repeats its lease, and rule `forward` sends
 * the report on to that phone.
 */
export const StateReport = Type.Object({
  seq: Sequence,
  boot: Boot,
  at: Time,
  position: Type.Optional(Position),
  /** 0 to 1 */
  battery: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** `fault` and `out_of_service` keep it from being rented. */
  status: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{0,32}$' })),
  lease: Type.Optional(Lease),
  properties: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  rental_id: Moved,
  phone_id: Moved,
  fence: Moved,
});
export type StateReport = Type.Static<typeof StateReport>;

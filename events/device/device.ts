import Type from 'typebox';
import { closed, Fence, Id, oneOf, Position, Time } from '../schema.ts';

/** Its product. */
const Kind = Id;
const STATUSES = ['available', 'out_of_service'] as const;

/** The body of `PUT /v1/devices/{device_id}`. */
export const DeviceBody = Type.Object(
  {
    kind: Kind,
    /** Positions in state reports take its place. */
    position: Type.Optional(Position),
    venue_id: Type.Optional(Id),
    status: oneOf(STATUSES, { default: 'available' }),
    /** Makes a new code; the one on the device stops working. */
    reissue_code: Type.Boolean({ default: false }),
  },
  closed,
);
export type DeviceBody = Type.Static<typeof DeviceBody>;

/** The registration as it was taken, with the code for the device's sticker. */
export const RegisteredDevice = Type.Object(
  {
    device_id: Id,
    kind: Kind,
    position: Type.Optional(Position),
    venue_id: Type.Optional(Id),
    status: oneOf(STATUSES),
    code: Type.String(),
  },
  closed,
);

/**
 * What anyone with a token may see of a device; from `state` on, what operators, owners and the device itself may see.
 */
export const Device = Type.Object(
  {
    device_id: Id,
    kind: Kind,
    status: oneOf(STATUSES),
    online: Type.Boolean(),
    in_use: Type.Boolean(),
    venue_id: Type.Optional(Id),
    position: Type.Optional(Position),
    battery: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** Of its last state report. */
    reported_at: Type.Optional(Time),
    /** The rest of its last state report. */
    state: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    fence: Type.Optional(Fence),
    rental_id: Type.Optional(Type.String()),
    phone_id: Type.Optional(Id),
    /** Account id -> owner or guest. */
    owners: Type.Optional(Type.Record(Type.String(), oneOf(['owner', 'guest']))),
    /** For operators. */
    code: Type.Optional(Type.String()),
  },
  closed,
);

/** Devices that can be rented now, nearest first. */
export const NearbyDevices = Type.Object(
  {
    devices: Type.Array(
      Type.Object(
        {
          device_id: Id,
          kind: Kind,
          /** metres */
          distance: Type.Number({ minimum: 0 }),
          position: Position,
        },
        closed,
      ),
    ),
  },
  closed,
);

/** The body of `POST /v1/devices/{device_id}/owners`. */
export const OwnerBody = Type.Object({ account_id: Id, role: oneOf(['owner', 'guest'], { default: 'guest' }) }, closed);

/** The body of `DELETE /v1/devices/{device_id}/owners`. */
export const FormerOwnerBody = Type.Object({ account_id: Id }, closed);

export const Owners = Type.Object(
  { device_id: Id, owners: Type.Record(Type.String(), oneOf(['owner', 'guest'])) },
  closed,
);

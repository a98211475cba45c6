import Type from 'typebox';
import { Tariff } from '../product/tariff.ts';
import { closed, Fence, Id, oneOf, Position, Time } from '../schema.ts';

/** The id of its product; `kind` is an older name of it, and says the same. */
const named = { product: Id, kind: Id };
const STATUSES = ['available', 'out_of_service'] as const;

/** 0 to 1 */
const Battery = Type.Number({ minimum: 0, maximum: 1 });

/** The body of `PUT /v1/devices/{device_id}`. */
export const DeviceBody = Type.Object(
  {
    product: Type.Optional(Id),
    /** An older name of `product`. */
    kind: Type.Optional(Id),
    /** Positions in state reports take its place. */
    position: Type.Optional(Position),
    /** null takes it away from where it was. */
    venue_id: Type.Optional(Type.Union([Id, Type.Null()])),
    /** At first `available`. */
    status: Type.Optional(oneOf(STATUSES)),
    /** Makes a new code; the one on the device stops working. */
    reissue_code: Type.Boolean({ default: false }),
    /** Gives the device another key; the one before counts no more. */
    reissue_key: Type.Boolean({ default: false }),
  },
  closed,
);
export type DeviceBody = Type.Static<typeof DeviceBody>;

/** The registration as it was taken, with the code for the device's sticker and its key. */
export const RegisteredDevice = Type.Object(
  {
    device_id: Id,
    ...named,
    position: Type.Optional(Position),
    venue_id: Type.Optional(Id),
    status: oneOf(STATUSES),
    code: Type.String(),
    /** What the device connects with, as its MQTT password. */
    key: Type.String(),
  },
  closed,
);

export type RegisteredDevice = Type.Static<typeof RegisteredDevice>;

/** What anyone with a token may see of a device. */
export const seen = {
  device_id: Id,
  ...named,
  status: oneOf(STATUSES),
  online: Type.Boolean(),
  in_use: Type.Boolean(),
  venue_id: Type.Optional(Id),
  position: Type.Optional(Position),
  battery: Type.Optional(Battery),
  /** Of its last state report. */
  reported_at: Type.Optional(Time),
};

/** A device; from `state` on, what operators, owners, guests and the device itself may see; guests not who has it. */
export const Device = Type.Object(
  {
    ...seen,
    /** What it has said of itself: `seq`, `boot`, `status` and `properties`, the last value of each. */
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

/** A page of devices; `next` is the `after` of the next page. */
export const DevicePage = Type.Object(
  {
    devices: Type.Array(
      Type.Object(
        {
          ...seen,
          /** What it says of its own condition, such as `fault`. */
          reported_status: Type.Optional(Type.String()),
          /** The last value of each property. */
          properties: Type.Record(Type.String(), Type.Unknown()),
        },
        closed,
      ),
    ),
    next: Type.Optional(Type.String()),
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
          ...named,
          /** metres */
          distance: Type.Number({ minimum: 0 }),
          position: Position,
          battery: Type.Optional(Battery),
          venue_id: Type.Optional(Id),
          /** What renting it costs there. */
          tariff: Tariff,
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

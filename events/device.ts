import Type from 'typebox';
import { KIND_NAMES, type KindName } from './kinds.ts';
import { Id } from './schema.ts';

const Position = Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -85, maximum: 85 })]);

/** The body of `PUT /v1/devices/{device_id}`. */
export const DeviceBody = Type.Object(
  {
    kind: Type.Unsafe<KindName>(Type.Union(KIND_NAMES.map((kind) => Type.Literal(kind)))),
    /** [lng, lat]; later it follows the device's state reports. */
    position: Type.Optional(Position),
    venue_id: Type.Optional(Id),
    status: Type.Union([Type.Literal('available'), Type.Literal('out_of_service')], { default: 'available' }),
    /** Makes a new code; the one on the device stops working. */
    reissue_code: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);
export type DeviceBody = Type.Static<typeof DeviceBody>;

/** The body of `POST` and `DELETE /v1/devices/{device_id}/owners`. */
export const OwnerBody = Type.Object(
  {
    account_id: Id,
    role: Type.Union([Type.Literal('owner'), Type.Literal('guest')], { default: 'guest' }),
  },
  { additionalProperties: false },
);

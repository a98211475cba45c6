import Type from 'typebox';
import { Id, Time } from './schema.ts';

/**
 * What a device says of itself on `devices/{device_id}/state`. While it is leased it repeats what the bind command
 * told it, and rule `forward` sends the report on to that phone.
 */
export const StateReport = Type.Object({
  seq: Type.Integer({ minimum: 0, maximum: 99_999_999_999_999 }),
  boot: Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' }),
  at: Time,
  /** [lng, lat] */
  position: Type.Optional(
    Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -85, maximum: 85 })]),
  ),
  /** 0 to 1 */
  battery: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** `fault` and `out_of_service` keep it from being rented. */
  status: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{0,32}$' })),
  device_id: Type.Optional(Id),
  phone_id: Type.Optional(Id),
  rental_id: Type.Optional(Id),
  fence: Type.Optional(Type.Integer({ minimum: 0 })),
  properties: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type StateReport = Type.Static<typeof StateReport>;

import Type from 'typebox';
import { Fence, Id, oneOf, Time } from '../schema.ts';

/**
 * What a device is told on `devices/{device_id}/commands/{command_id}`. It drops one past `expires_at`, or with an old
 * fence; a release is for the rental that it names and for no other.
 */
export const Command = Type.Object({
  command_id: Type.String({ maxLength: 64 }),
  type: oneOf(['bind', 'release']),
  device_id: Id,
  rental_id: Id,
  fence: Fence,
  expires_at: Time,
  /** With bind. */
  phone_id: Type.Optional(Id),
  /** With bind: when a prepaid time, or what was set aside, is over. */
  minutes: Type.Optional(Type.Number({ minimum: 0 })),
});
export type Command = Type.Static<typeof Command>;

/** What a device answers on `devices/{device_id}/commands/{command_id}/result`. */
export const CommandResult = Type.Object({
  command_id: Type.String({ maxLength: 64 }),
  outcome: oneOf(['done', 'refused']),
  /** Printable ASCII. */
  reason: Type.Optional(Type.String({ pattern: '^[ -~]{1,200}$' })),
  fence: Fence,
  at: Time,
});
export type CommandResult = Type.Static<typeof CommandResult>;

/** What happens on a device by itself, on `devices/{device_id}/events`: `released` ends its rental now. */
export const DeviceEvent = Type.Object({
  type: Type.String({ maxLength: 32 }),
  rental_id: Type.Optional(Id),
  fence: Type.Optional(Fence),
  at: Time,
});
export type DeviceEvent = Type.Static<typeof DeviceEvent>;

import Type from 'typebox';
import { UseLimit } from '../product/tariff.ts';
import { Action, Fence, Id, oneOf, Time } from '../schema.ts';

/**
 * A command, on `devices/{device_id}/commands/{command_id}`. A device drops one whose `expires_at` has passed or whose
 * fence is old; a release is for the rental that it names and for no other.
 */
export const Command = Type.Object({
  command_id: Type.String({ maxLength: 64 }),
  type: oneOf(['bind', 'release']),
  device_id: Id,
  rental_id: Id,
  fence: Fence,
  expires_at: Time,
  sent_at: Time,
  /** With bind. */
  phone_id: Type.Optional(Id),
  /** With bind: how long the rental may last. */
  minutes: Type.Optional(Type.Number({ minimum: 0 })),
  /** With bind, where what flows is paid for: how much of it. The device stops there by itself, and reports the use. */
  limit: Type.Optional(UseLimit),
  /** With bind: what the device is to do, too, where its product has an action that starts it. */
  action: Type.Optional(Action),
});
export type Command = Type.Static<typeof Command>;

/** A device's answer, on `devices/{device_id}/commands/{command_id}/result`. */
export const CommandResult = Type.Object({
  command_id: Type.String({ maxLength: 64 }),
  outcome: oneOf(['done', 'refused']),
  /** Printable ASCII. */
  reason: Type.Optional(Type.String({ pattern: '^[ -~]{1,200}$' })),
  /** Of the bind or release; an action has none. */
  fence: Type.Optional(Fence),
  at: Time,
});
export type CommandResult = Type.Static<typeof CommandResult>;

/** Something that happened on a device, on `devices/{device_id}/events`: `released` ends its rental now. */
export const DeviceEvent = Type.Object({
  type: Type.String({ maxLength: 32 }),
  rental_id: Type.Optional(Id),
  fence: Type.Optional(Fence),
  at: Time,
});
export type DeviceEvent = Type.Static<typeof DeviceEvent>;

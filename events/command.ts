import Type from 'typebox';
import { Id, Time } from './schema.ts';

/**
 * What a device is told on `devices/{device_id}/commands/{command_id}`. It drops one past `expires_at`, or with an old
 * fence; a release is for the rental that it names and for no other.
 */
export interface Command {
  command_id: string;
  type: 'bind' | 'release';
  device_id: string;
  rental_id: string;
  fence: number;
  expires_at: number;
  phone_id?: string;
  /** With bind: when a prepaid time, or what was set aside, is over. */
  minutes?: number;
}

/** What a device answers on `devices/{device_id}/commands/{command_id}/result`. */
export const CommandResult = Type.Object({
  command_id: Type.String({ maxLength: 64 }),
  outcome: Type.Union([Type.Literal('done'), Type.Literal('refused')]),
  /** Printable ASCII. */
  reason: Type.Optional(Type.String({ pattern: '^[ -~]{1,200}$' })),
  fence: Type.Integer({ minimum: 0 }),
  at: Time,
});
export type CommandResult = Type.Static<typeof CommandResult>;

/**
 * What happens on a device by itself, on `devices/{device_id}/events`: `released` ends its rental now, `lost` (which is
 * said for a device that has started anew) when it was last heard of, `at`.
 */
export const DeviceEvent = Type.Object({
  type: Type.String({ maxLength: 32 }),
  rental_id: Type.Optional(Id),
  fence: Type.Optional(Type.Integer({ minimum: 0 })),
  at: Time,
});
export type DeviceEvent = Type.Static<typeof DeviceEvent>;

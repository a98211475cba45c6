import Type from 'typebox';
import { Action, closed, Id, oneOf, Time } from '../schema.ts';

/**
 * An action for a device, on `devices/{device_id}/commands/{command_id}`. The device drops it once `expires_at` has
 * passed; it tells its own clock from the broker's by `sent_at`.
 */
export const ActionCommand = Type.Object({
  command_id: Type.String({ maxLength: 64 }),
  type: Type.Literal('action'),
  device_id: Id,
  action: Action,
  /** As the product declares it. */
  input: Type.Optional(Type.Unknown()),
  sent_at: Time,
  expires_at: Time,
});
export type ActionCommand = Type.Static<typeof ActionCommand>;

/** How long a device has to begin where nobody says otherwise, s. */
export const EXPIRES_IN_S = 10;

/** What an action takes, which its product says. */
export const ActionInput = Type.Unknown();

/** The body of `POST /v1/devices/{device_id}/commands`. */
export const CommandBody = Type.Object(
  {
    action: Action,
    input: Type.Optional(Type.Unknown()),
    /** How long the device has to begin. */
    expires_in_s: Type.Integer({ minimum: 1, maximum: 86_400, default: EXPIRES_IN_S }),
  },
  closed,
);
export type CommandBody = Type.Static<typeof CommandBody>;

const COMMAND_STATES = ['sent', 'accepted', 'done', 'refused', 'failed', 'unanswered', 'replaced'] as const;

/** A command as it is shown: once its time is over it is `failed` or `unanswered`, whether or not that is settled. */
export const CommandView = Type.Object(
  {
    command_id: Type.String(),
    device_id: Id,
    action: Action,
    input: Type.Optional(Type.Unknown()),
    /** In which role it was asked for. */
    by: oneOf(['operator', 'owner', 'renter']),
    state: oneOf(COMMAND_STATES),
    sent_at: Time,
    /** Until then the device may begin. */
    expires_at: Time,
    /** Until then its effect must show, where the product names one. */
    effect_until: Type.Optional(Time),
    accepted_at: Type.Optional(Time),
    settled_at: Type.Optional(Time),
    /** Whether telemetry has shown that it was obeyed; with `done`. */
    effect: Type.Optional(oneOf(['verified', 'unverified'])),
    /** Why it was refused. */
    reason: Type.Optional(Type.String()),
    /** The rollout that asked for it. */
    rollout_id: Type.Optional(Id),
    /** When the effect showed, though it was too late. */
    late_effect_at: Type.Optional(Time),
  },
  closed,
);
export type CommandView = Type.Static<typeof CommandView>;

/** A page of a device's commands, newest first; `next` is the `before` of the next page. */
export const CommandPage = Type.Object(
  { commands: Type.Array(CommandView), next: Type.Optional(Type.Integer()) },
  closed,
);

/** What the phone that asked is told on `phones/{phone_id}/events`. */
export const CommandEvent = Type.Object({
  type: oneOf(['command_settled', 'command_late_effect']),
  command_id: Type.String(),
  device_id: Id,
  action: Action,
  state: oneOf(COMMAND_STATES),
  at: Time,
  effect: Type.Optional(oneOf(['verified', 'unverified'])),
  reason: Type.Optional(Type.String()),
});
export type CommandEvent = Type.Static<typeof CommandEvent>;

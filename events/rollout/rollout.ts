import Type from 'typebox';
import { Action, closed, Id, oneOf, Time } from '../schema.ts';

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** Which devices of the product; all of them where it is left out. */
const Where = Type.Object(
  {
    venue_id: Type.Optional(Id),
    /** The value of their property `firmware` at this time. */
    firmware: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);

const members = {
  product: Id,
  where: Type.Optional(Where),
  action: Action,
  /** As the product declares it. */
  input: Type.Optional(Type.Unknown()),
};

const terms = {
  /** How long each device has to begin once it was told; longer than it may take to tell it again. */
  expires_in_s: Type.Integer({ minimum: 60, maximum: 86_400, default: 600 }),
  /** The share that goes first; the rest waits until it is over. */
  canary: Type.Number({ exclusiveMinimum: 0, maximum: 1, default: 0.05 }),
  /** How many devices are told in a minute. */
  per_minute: Type.Integer({ minimum: 1, maximum: 6000, default: 200 }),
  /** Above this share of failures it halts. */
  stop_at_failed: Type.Number({ minimum: 0, maximum: 1, default: 0.1 }),
};

/** The body of `POST /v1/rollouts`: one action for many devices. */
export const RolloutBody = Type.Object({ ...members, ...terms }, closed);
export type RolloutBody = Type.Static<typeof RolloutBody>;

const ROLLOUT_STATES = ['planning', 'canary', 'running', 'paused', 'halted', 'stopped', 'done'] as const;
export const TARGET_STATES = ['waiting', 'offline', 'sent', 'done', 'failed', 'left'] as const;

const Count = Type.Integer({ minimum: 0 });

/** A rollout, and what has become of its devices by now. */
export const RolloutView = Type.Object(
  {
    ...members,
    ...Type.Required(Type.Object(terms)).properties,
    rollout_id: Id,
    state: oneOf(ROLLOUT_STATES),
    created_at: Time,
    /** When it was paused, halted, resumed or stopped last. */
    changed_at: Time,
    /** How many devices are in each state; `left` were not told before it was stopped. Together they are `total`. */
    counts: Type.Object(
      {
        total: Count,
        ...Object.fromEntries(TARGET_STATES.map((state) => [state, Count])),
        /** Devices that another rollout had at the time; they are none of its targets. */
        skipped: Count,
      } as Record<'total' | 'skipped' | (typeof TARGET_STATES)[number], typeof Count>,
      closed,
    ),
    /** Of those that were told and are settled. */
    failed_share: Share,
  },
  closed,
);
export type RolloutView = Type.Static<typeof RolloutView>;

/** A page of rollouts, newest first; `next` is the `before` of the next page. */
export const RolloutPage = Type.Object(
  { rollouts: Type.Array(RolloutView), next: Type.Optional(Type.Integer()) },
  closed,
);

/** One of its devices. */
export const Target = Type.Object(
  {
    device_id: Id,
    state: oneOf(TARGET_STATES),
    /** Why it failed. */
    reason: Type.Optional(Type.String()),
    /** Where what became of it can be read. */
    command_id: Type.String(),
  },
  closed,
);
export type Target = Type.Static<typeof Target>;

/** A page of its devices; `next` is the `after` of the next page. */
export const TargetPage = Type.Object({ devices: Type.Array(Target), next: Type.Optional(Type.Integer()) }, closed);

/** The body of `POST /v1/rollouts/{rollout_id}/state`. */
export const RolloutChange = Type.Object({ change: oneOf(['pause', 'resume', 'stop']) }, closed);
export type RolloutChange = Type.Static<typeof RolloutChange>;

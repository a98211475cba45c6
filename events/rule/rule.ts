import Type from 'typebox';
import { closed, Id, Time } from '../schema.ts';

const Sql = Type.String({ minLength: 1, maxLength: 16_384 });

/**
 * Where a rule hands on what it selects: as a state report, a usage report or an event of the device; to a topic below
 * `selected/`, with `${…}` filled in as by AWS IoT; or to a web address, signed by the Standard Webhooks convention.
 */
export const RuleTarget = Type.Union([
  Type.Enum(['state', 'usage', 'events']),
  Type.Object({ republish: Type.String({ minLength: 1, maxLength: 256 }) }, closed),
  Type.Object({ webhook: Type.String({ pattern: '^https?://[^\\s]{1,500}$' }) }, closed),
]);
export type RuleTarget = Type.Static<typeof RuleTarget>;

/** The body of `PUT /v1/rules/{rule_id}`: AWS IoT SQL with json_value and json_query, FROM 'devices/+/raw'. */
export const RuleBody = Type.Object({ sql: Sql, into: RuleTarget }, closed);

/** What has become of messages, by rule. */
const Counts = Type.Object(
  {
    /** Messages that it took. */
    matched: Type.Integer(),
    /** What it handed on. */
    passed: Type.Integer(),
    /** What its target did not take. */
    refused: Type.Integer(),
    /** Messages at which it would have taken too many steps or outgrown memory, and calls that its address did not take. */
    failed: Type.Integer(),
    /** Calls of its web address that were given up after all retries. */
    given_up: Type.Integer(),
  },
  closed,
);
export type RuleCounts = Type.Static<typeof Counts>;

/** Why something was not handed on. */
export const RuleError = Type.Object({ at: Time, device_id: Type.Optional(Id), detail: Type.String() }, closed);
export type RuleError = Type.Static<typeof RuleError>;

export const RuleView = Type.Object(
  {
    rule_id: Id,
    sql: Sql,
    into: RuleTarget,
    registered_at: Time,
    /** What calls of its web address are signed with. */
    secret: Type.Optional(Type.String()),
    counts: Counts,
    /** The newest, the newest first. */
    errors: Type.Array(RuleError),
  },
  closed,
);
export type RuleView = Type.Static<typeof RuleView>;

/** All rules, and how many messages none of them took. */
export const RuleList = Type.Object({ rules: Type.Array(RuleView), unmatched: Type.Integer() }, closed);

/** The body of `POST /v1/rules/try`. Without `into` the SQL may read any topic, and only what it selects is said. */
export const RuleTrial = Type.Object(
  {
    sql: Sql,
    into: Type.Optional(RuleTarget),
    /** A message: JSON, or any text as a string. */
    payload: Type.Unknown(),
    /** Who has published it. */
    device_id: Type.Optional(Id),
    /** Where; the raw topic of the device where it is left out. */
    topic: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  },
  closed,
);

export const RuleTrialResult = Type.Object(
  {
    matched: Type.Boolean(),
    /** What it selects. */
    row: Type.Optional(Type.Unknown()),
    /** What it would hand on. */
    message: Type.Optional(Type.Unknown()),
    /** The topic that it would hand it on to. */
    topic: Type.Optional(Type.String()),
    /** Why it would hand on nothing. */
    refused: Type.Optional(Type.String()),
  },
  closed,
);
export type RuleTrialResult = Type.Static<typeof RuleTrialResult>;

/** What rules have selected of raw messages, for the domain that takes such reports; `report` is of its schema. */
export const SelectedReports = Type.Object({
  reports: Type.Array(Type.Object({ device_id: Id, received_at: Time, report: Type.Unknown() })),
});
export type SelectedReports = Type.Static<typeof SelectedReports>;

/** A call of a web address is due. */
export const WebhookDue = Type.Object({ delivery_id: Id });
export type WebhookDue = Type.Static<typeof WebhookDue>;

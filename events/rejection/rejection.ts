import Type from 'typebox';
import { REJECTIONS, type RejectionReason } from '../reasons.ts';
import { closed, Id, oneOf, Time } from '../schema.ts';

/** What a device says, by the part of its topics. */
export const SAYINGS = ['crowd', 'state', 'events', 'results', 'usage'] as const;
export type Saying = (typeof SAYINGS)[number];

const REASONS = Object.keys(REJECTIONS) as RejectionReason[];

const refused = {
  said: oneOf(SAYINGS),
  reason: oneOf(REASONS),
  /** Where the fault is, and what is wrong there. */
  detail: Type.String(),
};

/** A device is told what of its messages did not count; a few times a minute at most. */
export const RejectionNotice = Type.Object({
  at: Time,
  /** The newest. */
  rejections: Type.Array(Type.Object(refused)),
  /** How many there were at this moment, also of those that are not listed. */
  count: Type.Integer({ minimum: 1 }),
});
export type RejectionNotice = Type.Static<typeof RejectionNotice>;

/** A message that did not count. */
export const RejectionSample = Type.Object(
  {
    ...refused,
    received_at: Time,
    /** Its beginning, as it came. */
    text: Type.String(),
  },
  closed,
);
export type RejectionSample = Type.Static<typeof RejectionSample>;

/** How many of a device's messages did not count on one day. */
const Count = Type.Object(
  {
    /** When the day began (UTC). */
    day: Time,
    device_id: Type.String(),
    said: oneOf(SAYINGS),
    reason: oneOf(REASONS),
    count: Type.Integer({ minimum: 1 }),
  },
  closed,
);
export type RejectionCount = Type.Static<typeof Count>;

export const DeviceRejections = Type.Object(
  {
    device_id: Id,
    counts: Type.Array(Count),
    /** The newest of each day, the newest first. */
    samples: Type.Array(RejectionSample),
  },
  closed,
);

/** A page of counts; `next` is the `after` of the next page. */
export const RejectionPage = Type.Object({ counts: Type.Array(Count), next: Type.Optional(Type.String()) }, closed);

import Type from 'typebox';
import { Meter, Quantity } from '../product/tariff.ts';
import { Amount, Boot, closed, Id, oneOf, Sequence, Time } from '../schema.ts';

/** What a meter has counted for a rental, in whole units of its tariff; the highest quantity counts. */
const Entry = Type.Object({
  rental_id: Id,
  meter: Meter,
  /** The total of this rental so far. */
  quantity: Quantity,
  /** When it began and when it stood so, by the clock of the device. */
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  /** Nothing follows: the rental is over. */
  final: Type.Optional(Type.Boolean()),
});

/**
 * What a device has given, on `devices/{device_id}/usage`; of one rental or of all that it could not report before. Order
 * and repetition do not matter.
 */
export const UsageReport = Type.Object({
  seq: Sequence,
  boot: Boot,
  at: Time,
  entries: Type.Array(Entry, { minItems: 1, maxItems: 500 }),
});
export type UsageReport = Type.Static<typeof UsageReport>;

/** Why what a device has counted belongs to nobody's bill. */
export const UNATTRIBUTED = ['rental_unknown', 'rental_cancelled', 'rental_over', 'meter_unknown'] as const;
export type UnattributedReason = (typeof UNATTRIBUTED)[number];

/** What a meter has counted for no rental that could pay it. */
export const Unattributed = Type.Object(
  {
    device_id: Id,
    rental_id: Id,
    meter: Meter,
    quantity: Quantity,
    reason: oneOf(UNATTRIBUTED),
    received_at: Time,
  },
  closed,
);
export type Unattributed = Type.Static<typeof Unattributed>;

/** By device; `next` is the `after` of the next page. */
export const UnattributedPage = Type.Object(
  { usage: Type.Array(Unattributed), next: Type.Optional(Type.String()) },
  closed,
);

/**
 * What the end of a rental, or a late report, has added to what was used and paid: the lines of a rental sum to both. A
 * line is written once and never changed.
 */
export const UsageLine = Type.Object(
  {
    line_id: Type.String(),
    /** When it was settled. */
    at: Time,
    rental_id: Id,
    device_id: Id,
    product: Id,
    /** Where the device was registered. */
    venue_id: Type.Optional(Id),
    account_id: Type.String(),
    meter: Meter,
    unit: Type.String(),
    quantity: Quantity,
    amount: Amount,
    currency: Type.String(),
    /** When the rental began and ended. */
    from: Time,
    to: Time,
  },
  closed,
);
export type UsageLine = Type.Static<typeof UsageLine>;

/** Lines, oldest first; `next` is the `after` of the next page. */
export const UsagePage = Type.Object({ lines: Type.Array(UsageLine), next: Type.Optional(Type.String()) }, closed);

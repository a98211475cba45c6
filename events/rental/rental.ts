import Type from 'typebox';
import { seen } from '../device/device.ts';
import { Meter, Quantity, Tariff, UseLimit } from '../product/tariff.ts';
import { Amount, closed, Fence, Id, oneOf, Time } from '../schema.ts';

/**
 * The body of `POST /v1/rentals`, and of a phone's request to rent; `quantity` is the most that is wanted, in the unit
 * of the tariff, where a meter counts.
 */
export const RentBody = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 200 }),
    phone_id: Type.Optional(Id),
    quantity: Type.Optional(Quantity),
  },
  closed,
);

/** A phone's request to release, on `phones/{phone_id}/requests/{request_id}`. */
export const ReleaseBody = Type.Object({ rental_id: Id }, closed);

/** What a device or an account can lack, so that renting is refused. */
export const LACKS = [
  'device_offline',
  'device_in_use',
  'device_out_of_service',
  'account_unknown',
  'account_blocked',
  'currency_differs',
  'insufficient_balance',
  'too_many_rentals',
  'too_many_cancels',
] as const;

const members = {
  rental_id: Id,
  device_id: Id,
  /** Its product. */
  kind: Id,
  account_id: Type.String(),
  phone_id: Id,
  fence: Fence,
  tariff: Tariff,
  requested_at: Time,
  /** The device must answer before this, or begin where its product has an action that starts it. */
  expires_at: Time,
  /** When its start must have shown, where the product says what shows it. */
  start_until: Type.Optional(Time),
  /** When the device said that it starts. */
  accepted_at: Type.Optional(Time),
  /** When it was seen to have started, though the rental was over; the start was taken back. */
  late_start_at: Type.Optional(Time),
  active_at: Type.Optional(Time),
  /** When the prepaid time, or the amount set aside, is used up. */
  ends_at: Type.Optional(Time),
  ended_at: Type.Optional(Time),
  amount: Type.Optional(Amount),
  /** Why it was cancelled or ended. */
  reason: Type.Optional(Type.String()),
  /** Where the device was registered then. */
  venue_id: Type.Optional(Id),
  /** The most that its renter wants. */
  wanted: Type.Optional(Quantity),
  /** What its meter has counted so far. */
  used: Type.Optional(Type.Object({ meter: Meter, unit: Type.String(), quantity: Quantity }, closed)),
};

/** How long an active rental can go on: until its time, what was set aside, or what was wanted of the meter is used up. */
export const Remaining = Type.Object({ seconds: Type.Integer({ minimum: 0 }), by: Type.String() }, closed);

/** A rental as it is shown: once its deadline has passed it is `cancelled` or `ended`, even before it is settled. */
export const RentalView = Type.Object(
  {
    ...members,
    state: oneOf(['requested', 'active', 'ended', 'settled', 'cancelled']),
    currency: Type.String(),
    limit: Type.Optional(UseLimit),
    /** `by` is `time`, `money`, or the meter; by the rate at which it flowed last. */
    remaining: Type.Optional(Remaining),
  },
  closed,
);
export type RentBody = Type.Static<typeof RentBody>;
export type RentalView = Type.Static<typeof RentalView>;

/** What renting a device would cost the caller now; amounts in minor units. */
export const Quote = Type.Object(
  {
    ...seen,
    /** Left out where it cannot be rented at all. */
    tariff: Type.Optional(Tariff),
    /** What is set aside when the rental begins. */
    hold: Type.Optional(Amount),
    /** What the caller has left to be set aside. */
    available: Amount,
    /** Why renting it would be refused now, as `POST /v1/rentals` would say it; empty where it would not. */
    lacks: Type.Array(oneOf(LACKS)),
  },
  closed,
);
export type Quote = Type.Static<typeof Quote>;

/** A page of one's rentals, newest first; `next` is the `before` of the next page. */
export const RentalPage = Type.Object({ rentals: Type.Array(RentalView), next: Type.Optional(Type.Integer()) }, closed);

/** What a phone is told on `phones/{phone_id}/events`. */
export const RentalEvent = Type.Object({
  type: oneOf([
    'rental_active',
    'rental_cancelled',
    'rental_unlocked',
    'rental_ended',
    'rental_late_start',
    'rental_usage_late',
  ]),
  rental_id: Id,
  device_id: Id,
  fence: Fence,
  at: Time,
  reason: Type.Optional(Type.String()),
  amount: Type.Optional(Amount),
});
export type RentalEvent = Type.Static<typeof RentalEvent>;

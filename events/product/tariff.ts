import Type from 'typebox';
import { closed } from '../schema.ts';

const Units = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/** ISO 4217; amounts are its minor units. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' });

/** A package is paid when the rental becomes active, and ends with its minutes. */
export const PrepaidTariff = Type.Object(
  {
    form: Type.Literal('prepaid'),
    currency: Currency,
    price: Units,
    minutes: Type.Number({ exclusiveMinimum: 0, maximum: 100_000 }),
  },
  closed,
);

/**
 * Every started minute after the free ones, on top of the unlock fee; `hold` is set aside when the rental begins, and
 * the rental ends at the latest when it is used up, so that nobody owes more than was set aside.
 */
export const MeteredTariff = Type.Object(
  {
    form: Type.Literal('metered'),
    currency: Currency,
    unlock: Units,
    per_minute: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    free_minutes: Units,
    daily_cap: Units,
    hold: Units,
  },
  closed,
);

/** A meter of a device: what flows through it. */
export const Meter = Type.String({ pattern: '^[a-z][a-z0-9_]{0,31}$' });

/** What a meter has counted, in whole units. */
export const Quantity = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 });

/** How much of what it meters a device may give for a rental; without a quantity there is no end to it. */
export const UseLimit = Type.Object({ meter: Meter, unit: Type.String(), quantity: Type.Optional(Quantity) }, closed);
export type UseLimit = Type.Static<typeof UseLimit>;

/**
 * What has flowed: every started `per` units after the free ones costs `price`, or the price of the last step that it
 * begins above; what is more than free costs at least `minimum`. It never costs more than `hold`, which is set aside
 * when the rental begins; the device is told how much that covers.
 */
export const UsageTariff = Type.Object(
  {
    form: Type.Literal('usage'),
    currency: Currency,
    meter: Meter,
    /** Of the meter, such as ml or Wh. */
    unit: Type.String({ minLength: 1, maxLength: 16 }),
    per: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    price: Units,
    free: Type.Optional(Quantity),
    minimum: Type.Optional(Units),
    hold: Units,
    /** Cheaper, or dearer, from there on; each further than the one before. */
    steps: Type.Optional(Type.Array(Type.Object({ above: Quantity, price: Units }, closed), { maxItems: 20 })),
    /** The longest that a rental may last; a day where nothing is said. */
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_080 })),
  },
  closed,
);

/** What using a device costs. */
export const Tariff = Type.Union([PrepaidTariff, MeteredTariff, UsageTariff]);
export type PrepaidTariff = Type.Static<typeof PrepaidTariff>;
export type MeteredTariff = Type.Static<typeof MeteredTariff>;
export type UsageTariff = Type.Static<typeof UsageTariff>;
export type Tariff = Type.Static<typeof Tariff>;

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

/** What using a device costs. */
export const Tariff = Type.Union([PrepaidTariff, MeteredTariff]);
export type PrepaidTariff = Type.Static<typeof PrepaidTariff>;
export type MeteredTariff = Type.Static<typeof MeteredTariff>;
export type Tariff = Type.Static<typeof Tariff>;

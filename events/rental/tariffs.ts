import Type from 'typebox';
import type { KindName } from '../device/kinds.ts';
import { closed } from '../schema.ts';

/** ISO 4217; all amounts are its minor units. */
export const CURRENCY = 'CNY';

const Units = Type.Integer({ minimum: 0 });

/** A package is paid when the rental becomes active, and ends with its minutes. */
export const PrepaidTariff = Type.Object(
  { form: Type.Literal('prepaid'), price: Units, minutes: Type.Number({ exclusiveMinimum: 0 }) },
  closed,
);

/**
 * Every started minute after the free ones, on top of the unlock fee; `hold` is set aside when the rental begins, and
 * the rental ends at the latest when it is used up, so that nobody owes more than was set aside.
 */
export const MeteredTariff = Type.Object(
  {
    form: Type.Literal('metered'),
    unlock: Units,
    per_minute: Type.Integer({ minimum: 1 }),
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

/** A kind can be rented if it has a tariff. */
export const TARIFFS: Partial<Record<KindName, Tariff>> = {
  bike: { form: 'metered', unlock: 100, per_minute: 20, free_minutes: 2, daily_cap: 2500, hold: 3000 },
  charging_pile: { form: 'metered', unlock: 0, per_minute: 10, free_minutes: 0, daily_cap: 5000, hold: 2000 },
  massage_chair: { form: 'prepaid', price: 1500, minutes: 10 },
  washer: { form: 'prepaid', price: 600, minutes: 45 },
  dryer: { form: 'prepaid', price: 500, minutes: 40 },
  shower: { form: 'prepaid', price: 400, minutes: 15 },
  hair_dryer: { form: 'prepaid', price: 100, minutes: 5 },
  water_dispenser: { form: 'prepaid', price: 50, minutes: 2 },
};

import type { KindName } from './kinds.ts';

/** ISO 4217; all amounts are its minor units. */
export const CURRENCY = 'CNY';

/**
 * What using a device costs. Prepaid: a package is paid when the rental becomes active, and ends with its minutes.
 * Metered: every started minute after the free ones, on top of the unlock fee; `hold` is set aside when the rental
 * begins, and the rental ends at the latest when it is used up, so that nobody owes more than was set aside.
 * Billing by measured usage (litres, kWh) will be a third form.
 */
export type Tariff =
  | { form: 'prepaid'; price: number; minutes: number }
  | { form: 'metered'; unlock: number; per_minute: number; free_minutes: number; daily_cap: number; hold: number };

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

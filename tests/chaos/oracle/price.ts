import { MINUTE } from '../clock.ts';
import type { Json } from './ask.ts';

/** What a ride costs by the words of docs/renting.md and docs/usage.md, before the day's cap; `given` by its meter. */
export function priceOf(tariff: Json, { lasted, given }: { lasted: number; given: number }): number {
  if (tariff.form === 'prepaid') return tariff.price;
  if (tariff.form === 'usage') return Math.min(tariff.hold, Math.ceil(given / tariff.per) * tariff.price);
  const minutes = Math.max(0, Math.ceil(lasted / MINUTE) - tariff.free_minutes);
  return Math.min(tariff.hold, tariff.unlock + minutes * tariff.per_minute);
}

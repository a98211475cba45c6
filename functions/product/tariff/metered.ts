import type { MeteredTariff } from '../../../events/product/tariff.ts';
import { MINUTE } from '../../../lib/time.ts';
import { major, spoken } from './amount.ts';
import type { TariffForm } from './form.ts';

/** The unlock fee and every started minute after the free ones; it ends when what was set aside is used up. */
export const metered: TariffForm<MeteredTariff> = {
  hold: ({ hold }) => hold,
  unlock: ({ unlock }) => unlock,
  upfront: () => 0,
  remainingHold: ({ hold }) => hold,
  longest: ({ hold, unlock, per_minute, free_minutes }) =>
    (free_minutes + Math.floor((hold - unlock) / per_minute)) * MINUTE,
  limit: () => undefined,
  faultOf: () => undefined,
  settle: ({ unlock, per_minute, free_minutes, daily_cap }, { lasted }) => {
    const minutes = Math.max(0, Math.ceil(lasted / MINUTE) - free_minutes);
    return { price: unlock + minutes * per_minute, refund: 0, daily_cap };
  },
  speak: ({ currency, unlock, per_minute, free_minutes, daily_cap }) => {
    const free = free_minutes > 0 ? ` after the first ${free_minutes}` : '';
    return {
      price: major(unlock, currency),
      per_min_pricing: [{ start: free_minutes, rate: major(per_minute, currency), interval: 1 }],
      text:
        `${spoken(unlock, currency)} to unlock and ${spoken(per_minute, currency)} for each started minute${free}, ` +
        `at most ${spoken(daily_cap, currency)} a day.`,
    };
  },
};

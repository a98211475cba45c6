import type { MeteredTariff, PrepaidTariff, Tariff, UsageTariff } from '../../events/product/tariff.ts';
import { money } from '../parts/money.ts';
import { quantityOf } from './units.ts';

/** What a tariff costs, in one sentence. */
export function priceOf(tariff: Tariff): string {
  switch (tariff.form) {
    case 'prepaid':
      return prepaid(tariff);
    case 'metered':
      return metered(tariff);
    case 'usage':
      return usage(tariff);
  }
}

const prepaid = ({ price, minutes, currency }: PrepaidTariff) =>
  `${money(price, currency)} for ${count(minutes, 'minute')}, paid when it begins.`;

function metered({ unlock, per_minute, free_minutes, daily_cap, currency }: MeteredTariff): string {
  const minute = `${money(per_minute, currency)} a minute`;
  const price = unlock > 0 ? `${money(unlock, currency)} to unlock and ${minute}` : minute;
  const free = free_minutes > 0 ? ` after the first ${count(free_minutes, 'minute')}` : '';
  return `${price}${free}, at most ${money(daily_cap, currency)} a day.`;
}

function usage({ per, unit, price, free = 0, minimum = 0, steps = [], hold, currency }: UsageTariff): string {
  const parts = [
    `${money(price, currency)} for each ${quantityOf(per, unit)}`,
    ...steps.map((step) => `${money(step.price, currency)} above ${quantityOf(step.above, unit)}`),
    ...(free > 0 ? [`the first ${quantityOf(free, unit)} cost nothing`] : []),
    ...(minimum > 0 ? [`at least ${money(minimum, currency)}`] : []),
    `at most ${money(hold, currency)}`,
  ];
  return `${parts.join(', ')}.`;
}

/** What happens to the money in between, where that is not the price itself. */
export const holdOf = (hold: number, currency: string): string =>
  `${money(hold, currency)} of your balance is set aside until the end. What is not used stays yours.`;

const count = (number: number, noun: string) => `${number.toLocaleString()} ${noun}${number === 1 ? '' : 's'}`;

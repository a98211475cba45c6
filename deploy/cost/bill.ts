import { PRICES, type Price, type PriceName } from './prices.ts';

/** As the bill counts it. */
export const DAYS_A_MONTH = 30;

/** So many units of something a day, or, where its price is for holding it, so many all the time. */
export interface Use {
  price: PriceName;
  /** What makes them. */
  by: string;
  quantity: number;
}

export interface Charge extends Use {
  /** Dollars a day. */
  dollars: number;
}

/** What this many units in a month cost, dollars: each tier's part at the tier's price. */
export function monthly({ tiers, size }: Price, units: number): number {
  let [dollars, from] = [0, 0];
  for (const [upTo, each] of tiers) {
    if (units <= from) break;
    dollars += ((Math.min(units, upTo) - from) / size) * each;
    from = upTo;
  }
  return dollars;
}

/** What each use costs. Uses of one price share its tiers, each in proportion to its quantity. */
export function charge(uses: readonly Use[]): Charge[] {
  const totals = new Map<PriceName, number>();
  for (const { price, quantity } of uses) totals.set(price, (totals.get(price) ?? 0) + quantity);
  return uses
    .filter(({ quantity }) => quantity > 0)
    .map((use) => {
      const total = totals.get(use.price)!;
      const price: Price = PRICES[use.price];
      const inAMonth = monthly(price, price.held ? total : total * DAYS_A_MONTH);
      return { ...use, dollars: (inAMonth / DAYS_A_MONTH) * (use.quantity / total) };
    });
}

/** Dollars a day. */
export const total = (charges: readonly Charge[]): number => charges.reduce((sum, { dollars }) => sum + dollars, 0);

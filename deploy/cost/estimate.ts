import { type Charge, charge, DAYS_A_MONTH, total, type Use } from './bill.ts';
import { A_DAY } from './counts.ts';
import type { Deployed } from './deployed.ts';
import { type Fleet, idle } from './fleet.ts';
import { PRICES, REDIS_PLANS } from './prices.ts';
import { usesOfDevices } from './uses/connections.ts';
import { usesOfMessages } from './uses/messages.ts';
import { usesOfPeople } from './uses/people.ts';
import { storedGB, usesOfStack } from './uses/standing.ts';

export interface Estimate {
  charges: Charge[];
  /** Dollars of a plan of Upstash a day, where the fleet has one. */
  plan: number;
  /** Dollars a day, of everything, and of a stack that nobody uses. */
  perDay: number;
  idlePerDay: number;
  /** Redis commands a second, on average. */
  commandsPerSecond: number;
}

/**
 * What a day of this fleet costs, if its messages come evenly. Infinitely much where Redis is to be on a fixed plan and
 * there is none so large.
 */
export function estimate(fleet: Fleet, deployed: Deployed): Estimate {
  const uses = usesOf(fleet, deployed);
  const commands = quantityOf(uses, 'redisCommand');
  const { charges, plan } = priced(fleet, uses);
  const empty = idle(fleet);
  const standing = priced(empty, usesOf(empty, deployed));
  return {
    charges,
    plan,
    perDay: total(charges) + plan,
    idlePerDay: total(standing.charges) + standing.plan,
    commandsPerSecond: commands / A_DAY.seconds,
  };
}

const usesOf = (fleet: Fleet, deployed: Deployed): Use[] =>
  merged([
    ...usesOfDevices(fleet.devices, deployed.memory),
    ...usesOfMessages(fleet, deployed),
    ...usesOfPeople(fleet, deployed),
    ...usesOfStack(fleet, deployed),
  ]);

/** On a fixed plan nothing else is paid for Redis. */
function priced(fleet: Fleet, uses: readonly Use[]): { charges: Charge[]; plan: number } {
  if (fleet.redis === 'payg') return { charges: charge(uses), plan: 0 };
  const others = uses.filter(({ price }) => PRICES[price].service !== PRICES.redisCommand.service);
  return { charges: charge(others), plan: planFor(fleet, uses) / DAYS_A_MONTH };
}

/** Dollars a month for the smallest plan of Upstash that holds and moves this much; Infinity if none does. */
function planFor(fleet: Fleet, uses: readonly Use[]): number {
  const [held, moved] = [storedGB(fleet), quantityOf(uses, 'redisTransfer') * DAYS_A_MONTH];
  const plan = REDIS_PLANS.find(({ holds, moves }) => held <= holds && moved <= moves);
  return plan?.dollars ?? Number.POSITIVE_INFINITY;
}

const quantityOf = (uses: readonly Use[], price: Use['price']): number =>
  uses.filter((use) => use.price === price).reduce((sum, { quantity }) => sum + quantity, 0);

/** One use for each price and what makes it, in the order of the price table. */
function merged(uses: readonly Use[]): Use[] {
  const found = new Map<string, Use>();
  for (const use of uses) {
    const key = `${use.price} ${use.by}`;
    const { quantity } = found.get(key) ?? { quantity: 0 };
    found.set(key, { ...use, quantity: quantity + use.quantity });
  }
  const order = Object.keys(PRICES);
  return [...found.values()].sort((a, b) => order.indexOf(a.price) - order.indexOf(b.price));
}

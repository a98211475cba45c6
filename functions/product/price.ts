import type { Product } from '../../events/product/product.ts';
import type { Tariff } from '../../events/product/tariff.ts';
import type { ThingModel } from '../../events/product/thing-model.ts';
import { SECOND } from '../../lib/time.ts';
import { keys } from './keys.ts';
import lua from './price.lua';
import { formOf } from './tariff/index.ts';

/** The Lua part that says what renting a product costs. */
export const price = { name: 'product.price', lua };

/** The key that a script needs to use it. */
export const priceKeys = () => ({ prices: keys.prices() });

/** As price.lua reads it. */
const written = (tariff: Tariff) => `${formOf(tariff).hold(tariff)} ${tariff.currency} ${JSON.stringify(tariff)}`;

/** How a rental starts the device. */
export interface Start {
  action: string;
  /** The property that shows it, and its value as JSON; without one the device's word is all there is. */
  property?: string;
  is?: string;
  /** How long after the device's time to begin it may show, ms. */
  within: number;
  /** The action that takes it back. */
  undo?: string;
}

/** What a product costs, by the field of `prices`: its own id, or with that of a venue which has its own tariff. */
export function pricesOf(productId: string, { 'skein:rental': terms, actions }: ThingModel): Record<string, string> {
  if (!terms) return {};
  const prices = { [productId]: written(terms.tariff) };
  for (const [venue, tariff] of Object.entries(terms.venues ?? {})) prices[`${productId}@${venue}`] = written(tariff);
  if (terms.start !== undefined) prices[`${productId}#start`] = JSON.stringify(startOf(terms.start, actions));
  return prices;
}

function startOf(action: string, actions: ThingModel['actions'] = {}): Start {
  const { 'skein:effect': effect, 'skein:undo': undo } = actions[action]!;
  return {
    action,
    ...(effect && { property: effect.property, is: JSON.stringify(effect.is) }),
    within: effect ? effect.within_s * SECOND : 0,
    ...(undo !== undefined && { undo }),
  };
}

/** What renting a product costs at a venue, or at none; undefined where it cannot be rented. */
export function tariffAt({ thing }: Product, venueId: string | undefined): Tariff | undefined {
  const terms = thing['skein:rental'];
  return (venueId !== undefined && terms?.venues?.[venueId]) || terms?.tariff;
}

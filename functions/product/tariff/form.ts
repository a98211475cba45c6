import type { Plan } from 'gbfs-typescript-types/v3.0/system_pricing_plans';
import type { UseLimit } from '../../../events/product/tariff.ts';

/** How a rental ended, as its price needs it; ms. */
interface Ending {
  /** From its beginning to its end. */
  lasted: number;
  /** How much of a prepaid time the device was gone; 0 where it makes no difference. */
  gone: number;
  /** The device has not come back to say so itself. */
  silent?: boolean;
  /** What its meter has counted, in whole units; 0 where the tariff names no meter. */
  quantity: number;
}

/** What the end of a rental costs, and gives back; minor units. */
export interface Settlement {
  price: number;
  refund: number;
  /** The most that all rentals of the product may cost an account on one day. */
  daily_cap?: number;
}

/** What is wrong with terms that are of the schema, and where (a JSON pointer). */
export interface Fault {
  path: string;
  fault: string;
}

/** A price as a GBFS feed says it, in major units; what GBFS has no field for is told in words. */
type SpokenPrice = Pick<Plan, 'price' | 'per_min_pricing'> & { text: string };

/**
 * What each form of tariff defines. Amounts are whole minor units, so nothing is rounded but a refund, which is rounded
 * down.
 */
export interface TariffForm<Terms> {
  /** What is set aside when a rental begins. */
  hold(terms: Terms): number;
  /** What a request costs that its renter has released before the device had answered, if the device obeys. */
  unlock(terms: Terms): number;
  /** What is paid when the rental becomes active. */
  upfront(terms: Terms): number;
  /** What stays set aside from then on. */
  remainingHold(terms: Terms): number;
  /** How long a rental may last, ms. */
  longest(terms: Terms): number;
  /** What it meters, and how much of it what was set aside covers; undefined where time is what is paid for. */
  limit(terms: Terms): UseLimit | undefined;
  settle(terms: Terms, ending: Ending): Settlement;
  faultOf(terms: Terms): Fault | undefined;
  speak(terms: Terms): SpokenPrice;
}

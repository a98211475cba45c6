import { keys } from './keys.ts';
import lua from './rentable.lua';

/** The Lua part that knows which devices can be rented now. */
export const rentable = { name: 'device.rentable', lua };

/** The keys that a script needs to use it. */
export const rentableKeys = () => ({ rentable: keys.rentable(), facts: keys.facts() });

/** What is kept of a device that can be rented. */
export interface Facts {
  /** Its id in the GBFS feed. */
  vehicle_id: string;
  venue_id?: string;
  /** 0 to 1 */
  battery?: number;
  /** When it was last heard of, ms. */
  at: number;
}

/** The product and the id of a member of the set. */
export function partsOf(member: string): { product: string; device_id: string } {
  const [product, device_id] = member.split('/') as [string, string];
  return { product, device_id };
}

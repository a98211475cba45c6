import type { Tariff } from '../../events/product/tariff.ts';
import { script } from '../../lib/script.ts';
import { rentedProducts, tariffAt } from '../product/index.ts';
import nearbyLua from './nearby.lua';
import { type Facts, partsOf, rentableKeys } from './rentable.ts';

export interface Nearby {
  device_id: string;
  product: string;
  /** metres */
  distance: number;
  position: [lng: number, lat: number];
  /** 0 to 1 */
  battery?: number;
  venue_id?: string;
  tariff: Tariff;
}

export interface Search {
  center: [lng: number, lat: number];
  /** metres */
  radius: number;
  product?: string | undefined;
  limit: number;
}

interface NearbyInput {
  lng: number;
  lat: number;
  radius: number;
  limit: number;
  products: Record<string, true>;
}

type Row = [member: string, metres: number, lng: number, lat: number, facts: string];

const nearbyScript = /* @__PURE__ */ script<'rentable' | 'facts', NearbyInput, Row[]>(nearbyLua);

/** The devices that can be rented now, nearest first, with what they cost. */
export async function findRentable({ center: [lng, lat], radius, product, limit }: Search): Promise<Nearby[]> {
  const rented = new Map((await rentedProducts()).map((one) => [one.product_id, one]));
  const asked = [...rented.keys()].filter((id) => product === undefined || product === id);
  if (asked.length === 0) return [];
  const products = Object.fromEntries(asked.map((id) => [id, true as const]));
  const rows = await nearbyScript(rentableKeys(), { lng, lat, radius, limit, products });
  return rows.map(([member, distance, x, y, text]) => {
    const { product: id, device_id } = partsOf(member);
    const { battery, venue_id } = JSON.parse(text) as Facts;
    return {
      device_id,
      product: id,
      distance,
      position: [x, y],
      ...(battery !== undefined && { battery }),
      ...(venue_id !== undefined && { venue_id }),
      tariff: tariffAt(rented.get(id)!, venue_id)!,
    };
  });
}

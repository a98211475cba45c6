import { redis } from '../../lib/redis.ts';
import { rentedProducts } from '../product/index.ts';
import { keys } from './keys.ts';
import { isRentable, RENTABLE_FIELDS, type RentableFields } from './rentable.ts';

/** How many candidates are looked at, of each kind, before giving up on finding free ones. */
const MOST_LOOKED_AT = 2000;

export interface Nearby {
  id: string;
  kind: string;
  /** metres */
  distance: number;
  position: [lng: number, lat: number];
}

export interface Search {
  center: [lng: number, lat: number];
  /** metres */
  radius: number;
  kind?: string | undefined;
  limit: number;
}

/** The devices that can be rented now, nearest first: looks at more and more of the nearest until enough are free. */
export async function findRentable(search: Search, now: number): Promise<Nearby[]> {
  for (let count = 3 * search.limit; ; count *= 4) {
    const { found, horizon } = await nearest(search, count);
    const can = await areRentable(found, now);
    const devices = found.filter(({ distance }, i) => can[i] && distance <= horizon).slice(0, search.limit);
    const isAll = horizon === Number.POSITIVE_INFINITY;
    if (devices.length === search.limit || isAll || count > MOST_LOOKED_AT) return devices;
  }
}

/** At most `count` of each kind, nearest first; where a kind has more, nothing is known beyond the horizon. */
async function nearest({ center, radius, kind }: Search, count: number): Promise<{ found: Nearby[]; horizon: number }> {
  const rented = (await rentedProducts()).map(({ product_id }) => product_id);
  const kinds = rented.filter((name) => kind === undefined || kind === name);
  const replies = await Promise.all(kinds.map((name) => searchAround(name, center, radius, count)));
  const horizons = replies.filter(({ length }) => length === count).map((reply) => reply.at(-1)!.distance);
  return {
    found: replies.flat().sort((a, b) => a.distance - b.distance),
    horizon: Math.min(Number.POSITIVE_INFINITY, ...horizons),
  };
}

async function searchAround(kind: string, [lng, lat]: [number, number], radius: number, count: number) {
  const around = ['FROMLONLAT', lng, lat, 'BYRADIUS', radius, 'm', 'ASC', 'COUNT', count, 'WITHCOORD', 'WITHDIST'];
  const command = ['GEOSEARCH', keys.geo(kind), ...around] as [string, ...string[]];
  const reply = await redis().exec<[string, string, [string, string]][]>(command);
  return reply.map(
    ([id, distance, [x, y]]): Nearby => ({ id, kind, distance: Number(distance), position: [Number(x), Number(y)] }),
  );
}

async function areRentable(devices: readonly Nearby[], now: number): Promise<boolean[]> {
  if (devices.length === 0) return [];
  const pipeline = redis().pipeline();
  for (const { id } of devices) pipeline.hmget(keys.device(id), ...RENTABLE_FIELDS);
  const replies = (await pipeline.exec()) as unknown as (string | null)[][];
  return replies.map((row) => {
    const fields = Object.fromEntries(RENTABLE_FIELDS.map((field, i) => [field, row[i] ?? null])) as RentableFields;
    return isRentable(fields, now);
  });
}

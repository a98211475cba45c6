import type { Data } from 'gbfs-typescript-types/v3.0/vehicle_status';
import { LRUCache } from 'lru-cache';
import { setting } from '../../lib/config.ts';
import { SECOND } from '../../lib/time.ts';
import { readIdle } from '../device/index.ts';
import { feedProducts } from './products.ts';
import { vehicleStatus } from './vehicle-status.ts';

/** A feed's content, and when it was read (ms). */
export interface Content<T = object> {
  data: T;
  at: number;
}

/** Seconds after which the feed is read anew. */
export const ttl = (): number => Number(setting('GBFS_TTL'));

const snapshots = new LRUCache<'vehicles', Content<Data>, { now: number }>({
  max: 1,
  fetchMethod: async (_key, _stale, { context: { now }, options }) => {
    options.ttl = ttl() * SECOND;
    const products = await feedProducts();
    const ids = products.map(({ id }) => id);
    return { data: vehicleStatus(await readIdle(ids, now), products, setting('RENTAL_URI')), at: now };
  },
});

/** The vehicles, read once per `ttl` by a warm function, however many ask. */
export const vehiclesNow = async (now: number): Promise<Content<Data>> =>
  (await snapshots.fetch('vehicles', { context: { now } }))!;

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Data } from 'gbfs-typescript-types/v3.0/vehicle_status';
import { LRUCache } from 'lru-cache';
import { setting } from '../../lib/config.ts';
import { redis } from '../../lib/redis.ts';
import { codeKeys } from '../../lib/signed.ts';
import { SECOND } from '../../lib/time.ts';
import { type IdleDevice, readIdle } from '../device/index.ts';
import { keys } from './keys.ts';
import { feedProducts } from './products.ts';
import { rentalLink } from './rental-link.ts';
import { vehicleStatus } from './vehicle-status.ts';

/** A feed's content, and when it was read (ms). */
export interface Content<T = object> {
  data: T;
  at: number;
}

type Snapshot = Content<IdleDevice[]>;

/** Seconds after which the feed is read anew. */
export const ttl = (): number => Number(setting('GBFS_TTL'));

/** Reads which vehicles can be rented, and keeps that for all who ask for the feed. */
export async function takeSnapshot(now: number): Promise<Snapshot> {
  const products = await feedProducts();
  const data = await readIdle(
    products.map(({ id }) => id),
    now,
  );
  const packed = await promisify(gzip)(JSON.stringify({ data, at: now } satisfies Snapshot));
  await redis().set(keys.vehicles(), packed.toString('base64'));
  return { data, at: now };
}

async function readSnapshot(): Promise<Snapshot | undefined> {
  const packed = await redis().get<string>(keys.vehicles());
  if (packed === null) return undefined;
  return JSON.parse((await promisify(gunzip)(Buffer.from(packed, 'base64'))).toString()) as Snapshot;
}

const remembered = new LRUCache<'vehicles', Content<Data>, { now: number }>({
  max: 1,
  fetchMethod: async (_key, _stale, { context: { now }, options }) => {
    const kept = await readSnapshot();
    const lasts = 2 * ttl() * SECOND;
    // Where the schedule has not run, whoever asks first does its work.
    const { data, at } = kept && now - kept.at < lasts ? kept : await takeSnapshot(now);
    options.ttl = Math.max(1, ttl() * SECOND - (now - at));
    const codes = await codeKeys();
    return {
      data: vehicleStatus(data, await feedProducts(), (id) => rentalLink(id, setting('RENTAL_URI'), codes)),
      at,
    };
  },
});

/** The vehicles as the schedule has read them, at most twice the `ttl` ago. */
export const vehiclesNow = async (now: number): Promise<Content<Data>> =>
  (await remembered.fetch('vehicles', { context: { now } }))!;

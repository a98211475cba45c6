import type { Data } from 'gbfs-typescript-types/v3.0/vehicle_status';
import { LRUCache } from 'lru-cache';
import { setting } from '../../lib/config.ts';
import { codeKeys } from '../../lib/signed.ts';
import { SECOND } from '../../lib/time.ts';
import { feedProducts } from './products.ts';
import { rentalLink } from './rental-link.ts';
import { type Content, readSnapshot, takeSnapshot } from './snapshot.ts';
import { vehicleStatus } from './vehicle-status.ts';

/** Seconds after which the feed is read anew. */
export const ttl = (): number => Number(setting('GBFS_TTL'));

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

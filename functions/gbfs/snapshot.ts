import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { redis } from '../../lib/redis.ts';
import { type IdleDevice, readIdle } from '../device/index.ts';
import { keys } from './keys.ts';
import { feedProducts } from './products.ts';

/** A feed's content, and when it was read (ms). */
export interface Content<T = object> {
  data: T;
  at: number;
}

type Snapshot = Content<IdleDevice[]>;

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

export async function readSnapshot(): Promise<Snapshot | undefined> {
  const packed = await redis().get<string>(keys.vehicles());
  if (packed === null) return undefined;
  return JSON.parse((await promisify(gunzip)(Buffer.from(packed, 'base64'))).toString()) as Snapshot;
}

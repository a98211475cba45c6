import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { archiveRentals } from '../../../functions/rental/archive.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { putObject } from '../../../lib/bucket.ts';
import { redis } from '../../../lib/redis.ts';
import { aws } from '../../harness/aws.ts';

process.env.RENTAL_BUCKET = 'rentals';
/** As the sweep does. */
export const archive = () => archiveRentals((name, body) => putObject('rentals', name, body), Date.now());

const folder = () => join(aws.buckets, 'rentals');

/** Neither Redis nor the archive holds anything. */
export async function emptied(): Promise<void> {
  await redis().flushdb();
  rmSync(folder(), { recursive: true, force: true });
}

/** The objects of the archive: name -> the rentals in it, by name. */
export function archived(): Map<string, Rental[]> {
  const files = readdirSync(aws.buckets, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const objects = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
    return [path.slice(folder().length + 1), lines.map((line) => JSON.parse(line) as Rental)] as const;
  });
  return new Map(objects.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const idsIn = (rentals: readonly Rental[]): string[] => rentals.map(({ rental_id }) => rental_id);

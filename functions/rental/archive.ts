import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DAY, floorTo } from '../../lib/time.ts';
import { firstEnded, forget } from './ended.ts';
import { keys } from './keys.ts';
import type { Rental } from './rental.ts';
import { readEach } from './store.ts';

const compress = promisify(gzip);

/** Rentals in an object of the archive, and objects that one run makes: others wait for theirs. */
const MOST = { rentals: 1000, objects: 5 };

/** Stores an object under this name; rejects if that is not sure. */
type Put = (name: string, body: Buffer) => Promise<void>;

/**
 * Moves rentals that have been over for long enough from Redis to the archive, a day after the other. Redis forgets one
 * once it is stored, so what a run has not done is left to the next. Returns how many were moved.
 */
export async function archiveRentals(put: Put, now: number): Promise<number> {
  const before = floorTo(now - keys.ended.spec.lives, DAY);
  let moved = 0;
  for (let objects = 0; objects < MOST.objects; objects++) {
    const ended = await firstEnded(before, MOST.rentals);
    if (!ended) break;
    const rentals = await readEach(ended.ids);
    if (rentals.length > 0) await store(put, ended.day, rentals);
    await forget(ended.ids, rentals);
    moved += rentals.length;
  }
  return moved;
}

/** An object has the name of what it holds: stored again it is the same, and it never takes the place of another. */
async function store(put: Put, day: number, rentals: readonly Rental[]): Promise<void> {
  const lines = rentals.map((rental) => `${JSON.stringify(rental)}\n`).join('');
  const folder = new Date(day).toISOString().slice(0, 10).replaceAll('-', '/');
  const name = createHash('sha256').update(lines).digest('hex').slice(0, 16);
  await put(`${folder}/${name}.jsonl.gz`, await compress(lines));
}

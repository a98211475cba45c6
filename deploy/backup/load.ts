import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { entryOf } from '../../functions/backup/entry.ts';
import { keys } from '../../functions/backup/keys.ts';
import { MANIFEST, type Manifest, manifestOf, type Part, sha256 } from '../../functions/backup/manifest.ts';
import type { Command, Rest } from '../../functions/backup/rest.ts';
import { commandsOf } from './commands.ts';
import { withRaisedFence } from './fences.ts';
import type { Source } from './source.ts';

const expand = promisify(gunzip);

/** A request holds at most so many lines, and, a last one aside, so many characters: Upstash takes 10 MB. */
const LINES = 500;
const CHARACTERS = 2_000_000;

interface Options {
  /** Empties the Redis first. */
  flush: boolean;
  /** Devices have been leased since the backup (fences.ts). */
  raiseFences: boolean;
  clock: () => number;
  tell: (done: number, lines: number) => void;
}

/** What was restored: lines that were written, and those of keys that have expired since. */
export interface Restored {
  written: number;
  expired: number;
}

/**
 * Writes a backup into a Redis, after all of it has been checked. Throws with a sentence for an operator if it is not whole,
 * or if the Redis holds something and is not to be emptied; one that this restore was cut off in may be gone on with.
 */
export async function restore(
  source: Source,
  rest: Rest,
  { flush, raiseFences, clock, tell }: Options,
): Promise<Restored> {
  const manifest = await checked(source);
  await prepare(rest, manifest, flush);
  const restored: Restored = { written: 0, expired: 0 };
  for (const part of manifest.parts) {
    const lines = (await expand(await read(source, part))).toString().trimEnd().split('\n');
    for (const some of requestsOf(lines)) {
      const entries = some.map(entryOf);
      const alive = entries.filter(({ expires_at }) => expires_at === undefined || expires_at > clock());
      await rest.pipeline(alive.map(raiseFences ? withRaisedFence : (entry) => entry).flatMap(commandsOf));
      restored.written += alive.length;
      restored.expired += entries.length - alive.length;
      tell(restored.written + restored.expired, manifest.lines);
    }
  }
  await rest.pipeline([['DEL', keys.restoring()]]);
  return restored;
}

/** The manifest of a backup of which every part is there as it was written. */
async function checked(source: Source): Promise<Manifest> {
  const text = await source(MANIFEST);
  if (!text) throw new Error(`there is no ${MANIFEST}: the backup was cut off, or there is none; take another`);
  const manifest = manifestOf(text.toString());
  for (const part of manifest.parts) await read(source, part);
  return manifest;
}

async function read(source: Source, { name, bytes, sha256: expected }: Part): Promise<Buffer> {
  const body = await source(name);
  if (!body) throw new Error(`${name} is missing`);
  if (body.length !== bytes) throw new Error(`${name} has ${body.length} bytes, and ${bytes} were written`);
  if (sha256(body) !== expected) throw new Error(`${name} has been changed since it was written`);
  return body;
}

async function prepare(rest: Rest, { sha256: id }: Manifest, flush: boolean): Promise<void> {
  const [size, begun] = await rest.pipeline([['DBSIZE'], ['GET', keys.restoring()]]);
  const goesOn = begun !== null && String(begun) === id;
  if (size !== 0 && !goesOn && !flush) {
    throw new Error(`the Redis holds ${size} keys: name an empty one, or say --flush to empty this one first`);
  }
  const mark: Command = ['SET', keys.restoring(), id];
  await rest.pipeline(flush ? [['FLUSHDB'], mark] : [mark]);
}

function* requestsOf(lines: readonly string[]): Generator<string[]> {
  let some: string[] = [];
  let size = 0;
  for (const line of lines) {
    some.push(line);
    size += line.length;
    if (some.length < LINES && size < CHARACTERS) continue;
    yield some;
    [some, size] = [[], 0];
  }
  if (some.length > 0) yield some;
}

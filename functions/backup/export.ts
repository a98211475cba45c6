import { isUtf8 } from 'node:buffer';
import { slices } from '../../lib/slices.ts';
import { DOMAINS } from '../keys.ts';
import { type Late, piecesOf, readAccount } from './accounts.ts';
import { declarationOf } from './declared.ts';
import { FORMAT, MANIFEST, type Manifest, sealed, VERSION } from './manifest.ts';
import { type Put, partWriter } from './parts.ts';
import { readKeys } from './read.ts';
import type { Rest } from './rest.ts';

const PAGE = 1000;
/** Keys that are read in one request, and requests at the same time. */
const SLICE = 50;
const AT_ONCE = 6;

const ACCOUNT = DOMAINS.account.account;
const { deadlines: DEADLINES } = DOMAINS.rental;

/**
 * Writes all that Redis holds, but for what its key declares to be left out. Keys that nobody has declared are written,
 * too. A page of keys is in memory at a time, and a part or two. Rejects if anything could not be read or stored; then
 * there is no manifest.
 *
 * Each key is of one moment between started_at and finished_at, but for pieces of a large collection; an account is of
 * one moment with its ledger and its rentals (accounts.ts). Accounts come last: a credit that is remembered as
 * done is in its account, then.
 */
export async function exportTo(
  put: Put,
  { rest, stage, clock, part }: { rest: Rest; stage: string; clock: () => number; part?: number },
): Promise<Manifest> {
  const started_at = clock();
  const parts = partWriter(put, part);

  await eachKey(rest, '*', isAlone, (keys) => readKeys(rest, keys, clock, parts.write));

  const seen = new Set<string>(); // SCAN may give a key twice
  const isNew = (key: string) => isAccount(key) && !seen.has(key) && seen.add(key) !== undefined;
  const late: Late = { due: [], devices: [], indexed: new Map() };
  await eachKey(rest, ACCOUNT('*'), isNew, async (keys) => {
    for (const key of keys) await readAccount(rest, idIn(key), clock, late, parts.write);
  });
  await parts.write([...late.devices, ...piecesOf({ key: DEADLINES(), type: 'zset', values: late.due })]);

  const written = await parts.end();
  const head = { format: FORMAT, version: VERSION, stage, started_at, finished_at: clock() } as const;
  const manifest = sealed({ ...head, ...written });
  await put(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return manifest;
}

const isAlone = (key: string): boolean => (declarationOf(key)?.spec.backup ?? true) === true;

const isAccount = (key: string): boolean => declarationOf(key)?.pattern === ACCOUNT.pattern;

const idIn = (key: string): string => decodeURIComponent(key.slice(key.indexOf(':') + 1));

/** Works on the keys that match, some at a time, and some such works at a time. */
async function eachKey(
  rest: Rest,
  match: string,
  isWanted: (key: string) => boolean,
  work: (keys: string[]) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<unknown>>();
  let cursor = '0';
  do {
    const [reply] = (await rest.pipeline([['SCAN', cursor, 'MATCH', match, 'COUNT', PAGE]])) as [[Buffer, Buffer[]]];
    const [next, keys] = reply;
    for (const slice of slices(keys.map(textOf).filter(isWanted), SLICE)) {
      const job = work(slice);
      running.add(job);
      job.then(
        () => running.delete(job),
        () => {}, // it stays, so that whoever waits next is told
      );
      if (running.size >= AT_ONCE) await Promise.race(running);
    }
    cursor = String(next);
  } while (cursor !== '0');
  await Promise.all(running);
}

function textOf(key: Buffer): string {
  if (!isUtf8(key)) throw new Error('a key is not UTF-8: none of Skein is so, and it could not be asked for');
  return key.toString();
}

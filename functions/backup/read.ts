import { declarationOf, mayExpire, typeOf } from './declared.ts';
import type { Entry, Type } from './entry.ts';
import type { Command, Reply, Rest } from './rest.ts';

/** How many elements of a collection are read at once. */
const PIECE = 500;

interface Wanted {
  key: string;
  type: Type;
  mayExpire: boolean;
}

/** Gives what lies under these keys, in pieces where it is much; nothing of a key that has gone. */
export async function readKeys(
  rest: Rest,
  keys: readonly string[],
  clock: () => number,
  write: (entries: Entry[]) => Promise<void>,
): Promise<void> {
  const wanted = await typed(rest, keys);
  const first = wanted.map(({ key, type }) => firstOf(key, type));
  const expiring = wanted.filter((one) => one.mayExpire);
  const replies = await rest.pipeline([...first, ...expiring.map(({ key }) => ['PTTL', key])]);
  const now = clock();
  const left = new Map(expiring.map(({ key }, i) => [key, replies[first.length + i] as number]));
  const unfinished: { entry: Entry; cursor: string }[] = [];
  const entries = wanted.flatMap(({ key, type }, i) => {
    const { values, cursor } = pieceOf(type, replies[i]!, 0);
    const entry: Entry = { key, type, values, ...expiryOf(left.get(key), now) };
    if (cursor !== '0') unfinished.push({ entry, cursor });
    return values.length === 0 || left.get(key) === GONE ? [] : [entry];
  });
  await write(entries);
  for (const { entry, cursor } of unfinished) await readOn(rest, entry, cursor, write);
}

const GONE = -2;

/** When a key expires whose PTTL was this; https://redis.io/docs/latest/commands/pttl/. */
export const expiryOf = (left: number | undefined, now: number): { expires_at?: number } =>
  left === undefined || left < 0 ? {} : { expires_at: now + left };

/** The pieces of a collection after its first, in order. */
async function readOn(
  rest: Rest,
  { values: first, ...entry }: Entry,
  cursor: string,
  write: (entries: Entry[]) => Promise<void>,
): Promise<void> {
  const perElement = entry.type === 'hash' || entry.type === 'zset' ? 2 : 1;
  let from = first.length / perElement;
  for (let at = cursor; at !== '0'; ) {
    const [reply] = await rest.pipeline([nextOf(entry.key, entry.type, at)]);
    const piece = pieceOf(entry.type, reply!, from);
    if (piece.values.length > 0) await write([{ ...entry, values: piece.values, from }]);
    from += piece.values.length / perElement;
    at = piece.cursor;
  }
}

/** A list is read by position, as those of Skein are appended to only; what has no order by a cursor. */
function nextOf(key: string, type: Type, cursor: string): Command {
  switch (type) {
    case 'string':
      return ['GET', key];
    case 'list':
      return ['LRANGE', key, cursor, Number(cursor) + PIECE - 1];
    default:
      return [SCANS[type], key, cursor, 'COUNT', PIECE];
  }
}

const SCANS = { hash: 'HSCAN', set: 'SSCAN', zset: 'ZSCAN' };

/** A hash of which all fields are declared is small, and read at one moment. */
const firstOf = (key: string, type: Type): Command =>
  type === 'hash' && declarationOf(key)?.spec.fields ? ['HGETALL', key] : nextOf(key, type, '0');

function pieceOf(type: Type, reply: Reply, from: number): { values: Buffer[]; cursor: string } {
  if (type === 'string') return { values: reply === null ? [] : [reply as Buffer], cursor: '0' };
  const replies = reply as Reply[];
  if (type === 'list') {
    return { values: replies as Buffer[], cursor: replies.length < PIECE ? '0' : String(from + PIECE) };
  }
  const [cursor, values] = replies;
  return Array.isArray(values)
    ? { values: values as Buffer[], cursor: String(cursor) }
    : { values: replies as Buffer[], cursor: '0' };
}

/** The declared types, and those of other keys as Redis says. */
async function typed(rest: Rest, keys: readonly string[]): Promise<Wanted[]> {
  const strange = keys.filter((key) => !declarationOf(key));
  const replies = await rest.pipeline(strange.map((key) => ['TYPE', key]));
  const found = new Map(strange.map((key, i) => [key, typeIn(replies[i] as Buffer)]));
  return keys.flatMap((key) => {
    const declared = declarationOf(key);
    if (declared) return [{ key, type: typeOf(declared), mayExpire: mayExpire(declared) }];
    const type = found.get(key)!;
    return type === 'none' ? [] : [{ key, type, mayExpire: true }];
  });
}

const TYPES: (Type | 'none')[] = ['string', 'list', 'set', 'hash', 'zset', 'none'];

/** Upstash may or may not encode what Redis answers as a status, and the word is decoded by now. */
function typeIn(reply: Buffer): Type | 'none' {
  const type = TYPES.find((one) => reply.equals(Buffer.from(one)) || reply.equals(Buffer.from(one, 'base64')));
  if (!type) throw new Error('a key is of a type that a backup does not know');
  return type;
}

import { obtain } from '../../lib/obtain.ts';
import { slices } from '../../lib/slices.ts';
import { DAY } from '../../lib/time.ts';
import { DOMAINS } from '../keys.ts';
import type { Entry } from './entry.ts';
import { expiryOf } from './read.ts';
import type { Command, Reply, Rest } from './rest.ts';

const { account: accountKeys, rental: rentalKeys, device: deviceKeys } = DOMAINS;

/** So many rentals of an account are read in its own transaction; of one that has more, the oldest follow in pages. */
const NEWEST = 500;
const PAGE = 500;
/** An account that changes each time that it is read makes the backup fail. */
const TRIES = 20;

type Write = (entries: Entry[]) => Promise<void>;

/** What is written after all accounts. */
export interface Late {
  /** Rentals that have a deadline: their ids with it, as they lie in one key for all accounts. */
  due: Buffer[];
  /** Of rentals that are open; whatever else says something of these devices is older or of another moment. */
  devices: Entry[];
  /** How many rentals were written to each index that accounts share, by its key. */
  indexed: Map<string, number>;
}

/** Whose rental has ended in this time may have been read before it did, and is read again. */
const RECENTLY = DAY;

/**
 * Reads an account with its ledger, its rentals and the devices that these have, all of one moment. Otherwise a
 * rental that ends meanwhile could be paid in the ledger and still run in the backup, and be paid again after a
 * restore. The ledger is appended to only, so its first lines are those of that moment whenever they are read. Old
 * rentals of an account with many are read after the moment, and all of it again if the account has changed by then.
 * Devices of open rentals are given as `late`.
 */
export async function readAccount(
  rest: Rest,
  id: string,
  clock: () => number,
  late: Late,
  write: Write,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const asked = await whatToAsk(rest, id);
    const moment = await readMoment(rest, id, asked, clock);
    if (moment.account.length === 0) return;
    if (moment.count !== asked.count) continue;
    const { entries, members, due } = moment; // of rentals
    for (let rank = 0; rank < moment.count - NEWEST; rank += PAGE) {
      const page = await readPage(rest, id, rank, Math.min(rank + PAGE, moment.count - NEWEST) - 1, clock);
      entries.push(...page.entries);
      members.push(...page.members);
      due.push(...page.due);
    }
    if (moment.count > NEWEST && (await hasChanged(rest, id, moment))) continue;
    late.due.push(...due);
    late.devices.push(...moment.devices);
    await write([
      ...(await readDevices(rest, freedIn(entries, clock()))),
      moment.ofAccount,
      ...entries,
      ...piecesOf({ key: rentalKeys.rentals(id), type: 'zset', values: members }),
      ...indexesOf(entries, late),
    ]);
    await writeLedger(rest, id, moment.lines, write);
    return;
  }
  throw new Error('an account has changed each time that it was read');
}

/**
 * Their share of the indexes that accounts share, of those that have ended and by device, made of the rentals
 * themselves: so all is of one moment.
 */
function indexesOf(entries: readonly Entry[], { indexed }: Late): Entry[] {
  const indexes = new Map<string, Buffer[]>();
  const add = (key: string, ...member: [id: string, score: number]) =>
    obtain(indexes, key, () => []).push(...member.map((one) => Buffer.from(String(one))));
  for (const { values } of entries) {
    const { rental_id, device_id, requested_at, ended_at } = rentalIn(values[0]);
    if (rental_id === undefined) continue;
    add(rentalKeys.device_rentals(device_id), rental_id, requested_at);
    if (ended_at !== undefined) add(rentalKeys.ended(), rental_id, ended_at);
  }
  return [...indexes].flatMap(([key, values]) => {
    const before = indexed.get(key) ?? 0;
    indexed.set(key, before + values.length / 2);
    return piecesOf({ key, type: 'zset', values }, before);
  });
}

/** What an entry of a rental says; that of what it has used has none of it but the device. */
const rentalIn = (text: Buffer | undefined) =>
  JSON.parse(String(text)) as { rental_id?: string; device_id: string; requested_at: number; ended_at?: number };

/** The rentals to be read with an account: the newest, and all that are open; how many there are; who has which device. */
async function whatToAsk(rest: Rest, id: string) {
  const [count, newest, open] = (await rest.pipeline([
    ['ZCARD', rentalKeys.rentals(id)],
    ['ZRANGE', rentalKeys.rentals(id), -NEWEST, -1],
    ['HGET', accountKeys.account(id), 'open'],
  ])) as [number, Buffer[], Buffer | null];
  const openIds = Object.keys(JSON.parse(open?.toString() ?? '{}') as object);
  const rentals = await rest.pipeline(openIds.map((rental) => ['GET', rentalKeys.rental(rental)]));
  const devices = rentals.flatMap((text) =>
    text === null ? [] : [(JSON.parse(String(text)) as { device_id: string }).device_id],
  );
  const ids = [...new Set([...newest.map(String), ...openIds])];
  return { count, wanted: await wantedOf(rest, ids), devices: [...new Set(devices)] };
}

type Asked = Awaited<ReturnType<typeof whatToAsk>>;

interface Wanted {
  ids: string[];
  /** Those of which something is counted; only that expires. */
  metered: string[];
}

async function wantedOf(rest: Rest, ids: string[]): Promise<Wanted> {
  if (ids.length === 0) return { ids, metered: [] };
  const [used] = (await rest.pipeline([['MGET', ...ids.map((one) => rentalKeys.used(one))]])) as [Reply[]];
  return { ids, metered: ids.filter((_, i) => used[i] !== null) };
}

async function readMoment(rest: Rest, id: string, { wanted, devices }: Asked, clock: () => number) {
  const ofRentals = rentalCommands(id, wanted);
  const [account, lines, count, ...replies] = await rest.transaction([
    ...stateCommands(id),
    ...ofRentals,
    ...deviceCommands(devices),
  ]);
  const now = clock();
  const rentals = rentalsIn(wanted, replies.slice(0, ofRentals.length), now);
  const ofAccount: Entry = { key: accountKeys.account(id), type: 'hash', values: account as Buffer[] };
  return {
    account: account as Buffer[],
    lines: lines as number,
    count: count as number,
    ...rentals,
    ofAccount,
    devices: devicesIn(devices, replies.slice(ofRentals.length)),
  };
}

const deviceCommands = (devices: readonly string[]): Command[] =>
  devices.length === 0 ? [] : [['MGET', ...devices.map((device) => deviceKeys.device(device))]];

function devicesIn(devices: readonly string[], [texts = []]: readonly Reply[]): Entry[] {
  const entry = (device: string, text: Buffer | null | undefined): Entry[] =>
    text ? [{ key: deviceKeys.device(device), type: 'string', values: [text] }] : [];
  return devices.flatMap((device, i) => entry(device, (texts as Values)[i]));
}

const readDevices = async (rest: Rest, devices: readonly string[]): Promise<Entry[]> =>
  devicesIn(devices, await rest.pipeline(deviceCommands(devices)));

/** The devices that rentals had until a short time ago. */
function freedIn(entries: readonly Entry[], now: number): string[] {
  const freed = entries.flatMap(({ values: [text] }) => {
    const { device_id, ended_at } = rentalIn(text);
    return ended_at !== undefined && ended_at > now - RECENTLY ? [device_id] : [];
  });
  return [...new Set(freed)];
}

/** Whatever changes money or begins a rental changes one of these. */
const stateCommands = (id: string): Command[] => [
  ['HGETALL', accountKeys.account(id)],
  ['LLEN', accountKeys.ledger(id)],
  ['ZCARD', rentalKeys.rentals(id)],
];

async function hasChanged(rest: Rest, id: string, { account, lines, count }: Awaited<ReturnType<typeof readMoment>>) {
  const now = await rest.transaction(stateCommands(id));
  return JSON.stringify(now) !== JSON.stringify([account, lines, count]);
}

async function readPage(rest: Rest, id: string, first: number, last: number, clock: () => number) {
  const [ids] = (await rest.pipeline([['ZRANGE', rentalKeys.rentals(id), first, last]])) as [Buffer[]];
  const wanted = await wantedOf(rest, ids.map(String));
  return rentalsIn(wanted, await rest.pipeline(rentalCommands(id, wanted)), clock());
}

const rentalCommands = (id: string, { ids, metered }: Wanted): Command[] =>
  ids.length === 0
    ? []
    : [
        ['MGET', ...ids.map((rental) => rentalKeys.rental(rental))],
        ['MGET', ...ids.map((rental) => rentalKeys.used(rental))],
        ['ZMSCORE', rentalKeys.rentals(id), ...ids],
        ['ZMSCORE', rentalKeys.deadlines(), ...ids],
        ...metered.map((rental) => ['PTTL', rentalKeys.used(rental)]),
      ];

type Values = readonly (Buffer | null)[];

/** What the replies to rentalCommands say: rentals and what they have used, the index of them, and their deadlines. */
function rentalsIn({ ids, metered }: Wanted, replies: readonly Reply[], now: number) {
  const [texts = [], used = [], requested = [], due = []] = replies as unknown as Values[];
  const left = new Map(metered.map((rental, i) => [rental, replies[4 + i] as number]));
  const string = (key: string, value: Buffer | null | undefined, ttl?: number): Entry[] =>
    value ? [{ key, type: 'string', values: [value], ...expiryOf(ttl, now) }] : [];
  const scored = (scores: Values) => ids.flatMap((rental, i) => (scores[i] ? [Buffer.from(rental), scores[i]] : []));
  return {
    entries: ids.flatMap((rental, i) => [
      ...string(rentalKeys.rental(rental), texts[i]),
      ...string(rentalKeys.used(rental), used[i], left.get(rental)),
    ]),
    members: scored(requested),
    due: scored(due),
  };
}

async function writeLedger(rest: Rest, id: string, lines: number, write: Write): Promise<void> {
  const key = accountKeys.ledger(id);
  for (let from = 0; from < lines; from += PAGE) {
    const [values] = await rest.pipeline([['LRANGE', key, from, Math.min(from + PAGE, lines) - 1]]);
    await write([{ key, type: 'list', values: values as Buffer[], ...(from > 0 && { from }) }]);
  }
}

/** A sorted set in pieces, after so many elements of it. */
export const piecesOf = ({ key, type, values }: Entry, before = 0): Entry[] =>
  slices(values, 2 * PAGE).map((some, i) => {
    const from = before + i * PAGE;
    return { key, type, values: some, ...(from > 0 && { from }) };
  });

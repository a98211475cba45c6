import { gunzipSync } from 'node:zlib';
import { keys as accountKeys } from '../../../functions/account/keys.ts';
import { entryOf } from '../../../functions/backup/entry.ts';
import type { Rest } from '../../../functions/backup/rest.ts';
import { archiveRentals } from '../../../functions/rental/archive.ts';
import { keys as rentalKeys } from '../../../functions/rental/keys.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { withBroker } from '../../harness/published.ts';
import { credit } from '../account/doors.ts';
import { clockIs, MINUTE, T0 } from '../device/doors.ts';
import { active, newDevice, newRider, obey, release, rented } from '../rental/doors.ts';
import { backedUp, expectSame, type Files, restored, type Side, withTwoRedises } from './doors.ts';

const { old, other } = withTwoRedises();
withBroker();
beforeEach(() => clockIs(T0));

/** So many commands at most are asked for one after the other; longer pipelines are of keys that stand alone. */
const SHORT = 4;

/** Something happens just before the request, or command of a short pipeline, of this number, as by another function. */
function meanwhile(rest: Rest, when: (asked: number) => boolean, happen: () => Promise<unknown>) {
  let asked = 0;
  const first =
    (ask: Rest['pipeline']): Rest['pipeline'] =>
    async (commands) => {
      asked += 1;
      if (when(asked)) await happen();
      return ask(commands);
    };
  const one = first(rest.pipeline);
  const pipeline: Rest['pipeline'] = async (commands) => {
    if (commands.length > SHORT) return one(commands);
    const replies = [];
    for (const command of commands) replies.push(...(await one([command])));
    return replies;
  };
  return { rest: { pipeline, transaction: first(rest.transaction) }, asked: () => asked };
}

const hashOf = async ({ send }: Side, key: string) => {
  const flat = ((await send('HGETALL', key)) as Buffer[]).map(String);
  return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!]] : [])));
};

/** What the restored Redis says of an account. */
async function moneyIn(side: Side, account: string) {
  const { balance, open } = await hashOf(side, accountKeys.account(account));
  const lines = ((await side.send('LRANGE', accountKeys.ledger(account), 0, -1)) as Buffer[]).map(
    (line) => JSON.parse(String(line)) as { amount: number; balance: number; rental_id?: string },
  );
  return { balance: Number(balance), open: JSON.parse(open ?? '{}') as object, lines };
}

test('a credit during the backup is in the balance and in the ledger, or in neither, whenever it comes', async () => {
  let requests = 1;
  for (let at = 1; at <= requests; at++) {
    await old.send('FLUSHALL');
    const { sub } = await newRider(1000);
    const { rest, asked } = meanwhile(
      old.rest,
      (n) => n === at,
      () => credit(sub, 7, `key-${at}`),
    );
    const files = await backedUp(rest);
    requests = asked();
    await restored(files, other.rest, true);
    const { balance, lines } = await moneyIn(other, sub);
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
    expect(lines.at(-1)!.balance).toBe(balance);
    // one that is remembered as done is done
    const remembered = ((await other.send('KEYS', 'credit:*')) as Buffer[]).length;
    expect(lines.length).toBeGreaterThanOrEqual(remembered);
  }
  expect(requests).toBeGreaterThan(4);
});

test('an account that is credited without a pause is backed up all the same', async () => {
  const { sub } = await newRider(1000);
  let n = 0;
  const { rest } = meanwhile(
    old.rest,
    () => true,
    () => credit(sub, 1, `key-${n++}`),
  );
  await restored(await backedUp(rest), other.rest);
  const { balance, lines } = await moneyIn(other, sub);
  expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
});

const rentalIn = async (side: Side, { rental_id }: Rental) => {
  const text = await side.send('GET', rentalKeys.rental(rental_id));
  return text === null ? undefined : (JSON.parse(String(text)) as Rental);
};

/** All that one script changes of a rental, its account and its device is of before it or of after it. */
async function expectOneMoment(
  side: Side,
  rental: Rental,
  mayBeArchived = false,
): Promise<Rental['state'] | undefined> {
  const found = await rentalIn(side, rental);
  const isArchived = mayBeArchived && !found;
  const { balance, open, lines } = await moneyIn(side, rental.account_id);
  const isOpen = found?.state === 'requested' || found?.state === 'active';
  const paid = lines.filter(({ rental_id }) => rental_id === rental.rental_id);
  const { lease_rental } = JSON.parse(String(await side.send('GET', `device:${rental.device_id}`)));
  const score = async (key: string) => (await side.send('ZSCORE', key, rental.rental_id)) !== null;
  expect({
    set_aside: rental.rental_id in open,
    leased: lease_rental === rental.rental_id,
    deadline: await score(rentalKeys.deadlines()),
    listed: await score(rentalKeys.rentals(rental.account_id)),
    listed_by_device: await score(rentalKeys.device_rentals(rental.device_id)),
    to_be_archived: await score(rentalKeys.ended()),
    paid: paid.length > 0,
  }).toEqual({
    set_aside: isOpen,
    leased: isOpen,
    deadline: isOpen,
    listed: found !== undefined,
    listed_by_device: found !== undefined,
    to_be_archived: found !== undefined && !isOpen,
    paid: isArchived || found?.state === 'settled',
  });
  expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
  return found?.state;
}

test('a rental that ends during the backup runs in it, or is paid, and never both, whenever it ends', async () => {
  let requests = 1;
  const states = new Set<string | undefined>();
  for (let at = 1; at <= requests; at++) {
    await old.send('FLUSHALL');
    clockIs(T0);
    const rider = await newRider();
    const rental = await active(rider, 'bike');
    clockIs(T0 + 10 * MINUTE);
    const { rest, asked } = meanwhile(
      old.rest,
      (n) => n === at,
      () => release(rider, rental),
    );
    const files = await backedUp(rest);
    requests = asked();
    await restored(files, other.rest, true);
    states.add(await expectOneMoment(other, rental));
  }
  expect(states).toEqual(new Set(['active', 'settled']));
});

test('a rental that begins during the backup is in it whole or not at all, whenever it begins', async () => {
  let requests = 1;
  const states = new Set<string | undefined>();
  for (let at = 1; at <= requests; at++) {
    await old.send('FLUSHALL');
    const [rider, bike] = [await newRider(), await newDevice('bike')];
    const known: { rental?: Rental } = {};
    const begin = async () => {
      known.rental = await rented(rider, bike);
      await obey(known.rental);
    };
    const { rest, asked } = meanwhile(old.rest, (n) => n === at, begin);
    const files = await backedUp(rest);
    requests = asked();
    await restored(files, other.rest, true);
    states.add(await expectOneMoment(other, known.rental!));
  }
  expect(states).toEqual(new Set(['active', undefined]));
});

test('a rental that is archived during the backup is in it whole or not at all', async () => {
  let requests = 1;
  const states = new Set<string | undefined>();
  for (let at = 1; at <= requests; at++) {
    await old.send('FLUSHALL');
    clockIs(T0);
    const rider = await newRider();
    const rental = await active(rider, 'bike');
    clockIs(T0 + 10 * MINUTE);
    await release(rider, rental);
    const archive = () => archiveRentals(async () => {}, T0 + 92 * 24 * 60 * MINUTE);
    const { rest, asked } = meanwhile(old.rest, (n) => n === at, archive);
    const files = await backedUp(rest);
    requests = asked();
    await restored(files, other.rest, true);
    states.add(await expectOneMoment(other, rental, true));
  }
  expect(states).toEqual(new Set(['settled', undefined]));
});

const entriesIn = (files: Files) =>
  [...files].flatMap(([name, body]) =>
    name.endsWith('.gz') ? gunzipSync(body).toString().trimEnd().split('\n').map(entryOf) : [],
  );

/** An account with more rentals than are read at one moment, the oldest of which still runs. */
async function busyRider() {
  const rider = await newRider(100_000, 3);
  const rental = await active(rider, 'bike');
  for (let i = 0; i < 1300; i++) {
    const requested_at = T0 + 1 + i;
    const over = { ...rental, rental_id: `${rider.sub}-over-${i}`, state: 'settled', requested_at, ended_at: T0 + i };
    void old.send('SET', rentalKeys.rental(over.rental_id), JSON.stringify(over));
    for (const list of [rentalKeys.rentals(rider.sub), rentalKeys.device_rentals(rental.device_id)])
      void old.send('ZADD', list, requested_at, over.rental_id);
    void old.send('ZADD', rentalKeys.ended(), over.ended_at, over.rental_id);
  }
  return { rider, rental };
}

test('accounts with many rentals are whole, their oldest ones that run among them', async () => {
  await busyRider();
  await busyRider();
  await restored(await backedUp(old.rest), other.rest);
  await expectSame(old, other);
});

test('one with many that changes meanwhile is of one moment, too', async () => {
  let requests = 1;
  for (let at = 1; at <= requests; at += 1) {
    await old.send('FLUSHALL');
    clockIs(T0);
    const { rider, rental } = await busyRider();
    clockIs(T0 + 10 * MINUTE);
    const { rest, asked } = meanwhile(
      old.rest,
      (n) => n === at + 20,
      () => release(rider, rental),
    );
    const files = await backedUp(rest);
    requests = asked() - 20;
    await restored(files, other.rest, true);
    await expectOneMoment(other, rental);
  }
});

test('one that changes each time that it is read ends the backup', async () => {
  const { rider } = await busyRider();
  let n = 0;
  const { rest } = meanwhile(
    old.rest,
    () => true,
    () => credit(rider.sub, 1, `key-${n++}`),
  );
  await expect(backedUp(rest)).rejects.toThrow('an account has changed each time that it was read');
});

test('whose key holds a colon or a percent sign is found again', async () => {
  await newRider();
  await old.send('HSET', accountKeys.account('auth0|a:b%'), 'currency', 'CNY', 'balance', '0');
  expect(entriesIn(await backedUp(old.rest)).map(({ key }) => key)).toContain('account:auth0%7Ca%3Ab%25');
});

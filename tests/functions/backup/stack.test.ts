import { declarationOf } from '../../../functions/backup/declared.ts';
import { handler as shareDevice } from '../../../functions/device/http/share.ts';
import { handler as rollUpVenue } from '../../../functions/heatmap/mqtt/rollup-venue.ts';
import { KEYS } from '../../../functions/keys.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { credit } from '../account/doors.ts';
import { invoked, newKettle } from '../command/doors.ts';
import { clockIs, MINUTE, register, T0 } from '../device/doors.ts';
import { deliver as deliverCrowd, newVenue, seen } from '../heatmap/doors.ts';
import { accountOf, active, newDevice, newRider, obey, release, rentalNow, rented } from '../rental/doors.ts';
import { fleetOf, rolloutNow, start, step } from '../rollout/doors.ts';
import { putRule, readRule } from '../rule/doors.ts';
import { book, readLines, report } from '../usage/doors.ts';
import { backedUp, contentsOf, expectSame, restored, withTwoRedises } from './doors.ts';

const { old, other } = withTwoRedises();
const published = withBroker();
beforeEach(() => clockIs(T0));

/** A stack in which something of everything has happened, made through the functions' own doors. */
async function filled() {
  const venue = await newVenue();
  await deliverCrowd(seen(venue, { at: T0 - 2 * 60 * MINUTE }), seen(venue, { seq: 2, at: T0 - 61 * MINUTE }));
  await rollUpVenue({ venue_id: venue });
  const [rider, other] = [await newRider(), await newRider(10_000, 3)];
  await register('owned', { venue_id: venue, position: [121.47, 31.23] });
  const owner = { method: 'POST', path: { device_id: 'owned' }, caller: OPERATOR };
  await call(shareDevice, { ...owner, body: { account_id: rider.sub, role: 'owner' } });
  const running = await active(rider, 'bike');
  const metered = await active(other, 'water_dispenser');
  await report(metered, 230);
  const finished = await active(other, 'water_dispenser');
  await report(finished, 1230, { final: true });
  await book(published);
  await release(other, await active(other, 'bike'));
  await credit(rider.sub, 500, 'second');
  await invoked(await newKettle(), 'boil', { program: 'tea' });
  const { product } = await fleetOf(3);
  const { rollout_id } = (await start({ product, action: 'ring', canary: 1 })).json;
  await step(rollout_id);
  expect((await putRule('old', "SELECT * FROM 'devices/+/raw'", { webhook: 'https://example.com/hook' })).status).toBe(
    201,
  );
  await redis().set('nobody:declared:this', 'ünï ✓', { px: 60_000 });
  return { rider, running, metered, other, rollout_id };
}

test('a restored stack equals the old one, and goes on', async () => {
  const { rider, running, metered, other: second, rollout_id } = await filled();
  const patterns = new Set([...(await contentsOf(old)).keys()].map((key) => declarationOf(key)?.pattern));
  expect(patterns.size).toBeGreaterThan(25);

  const files = await backedUp(old.rest);
  await restored(files, other.rest);
  await expectSame(old, other);

  // into the functions' own Redis, which has lost everything
  const before = {
    account: await accountOf(rider),
    rollout: await rolloutNow(rollout_id),
    rule: await readRule('old'),
  };
  await restored(files, old.rest, true);
  await expectSame(other, old);
  expect({
    account: await accountOf(rider),
    rollout: await rolloutNow(rollout_id),
    rule: await readRule('old'),
  }).toEqual(before);
  expect((await readLines()).json.lines.length).toBeGreaterThan(0);

  clockIs(T0 + 10 * MINUTE);
  expect((await release(rider, running)).status).toBe(200);
  const { state, amount } = await rentalNow(running);
  expect(state).toBe('settled');
  expect(amount).toBeGreaterThan(0);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_500 - amount!, held: 0, outstanding: 0 });
  await report(metered, 1000, { final: true });
  expect(await rentalNow(metered)).toMatchObject({ state: 'settled', used: { quantity: 1000 } });
  expect((await accountOf(second)).held).toBe(0);
  // a credit that was made before is remembered as made
  expect((await credit(rider.sub, 500, 'second')).json.balance).toBe(10_500);
});

test('a key that says so is left out of a backup, and all others are in it', async () => {
  await filled();
  await restored(await backedUp(old.rest), other.rest);
  const has = async (pattern: string) => {
    const keys = ((await other.send('KEYS', '*')) as Buffer[]).map(String);
    return keys.some((key) => declarationOf(key)?.pattern === pattern);
  };
  const there = ((await old.send('KEYS', '*')) as Buffer[]).map((key) => declarationOf(String(key))?.pattern);
  for (const { pattern, spec } of KEYS.filter((one) => there.includes(one.pattern))) {
    expect([pattern, await has(pattern)]).toEqual([pattern, spec.backup !== false]);
  }
});

test('after a restore with raised fences devices obey that were rented since the backup', async () => {
  const rider = await newRider(10_000, 3);
  const bike = await newDevice('bike');
  await newDevice('bike'); // that nobody has rented yet
  const running = await active(rider, 'bike');
  const files = await backedUp(old.rest);
  let highest = 0;
  for (let i = 0; i < 5; i++) {
    const rental = await rented(rider, bike);
    await obey(rental);
    await release(rider, rental);
    highest = rental.fence;
  }
  await restored(files, old.rest, true);
  expect((await rented(rider, bike)).fence).toBeLessThan(highest); // which the bike would not take
  await restored(files, old.rest, true, true);
  expect((await rented(rider, bike)).fence).toBeGreaterThan(highest);
  // and one that runs goes on with the fence that its device knows
  expect((await release(rider, running)).json).toMatchObject({ state: 'settled' });
});

import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as effect } from '../../../functions/rental/mqtt/effect.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { answer, tell } from '../command/doors.ts';
import { T0 } from '../device/doors.ts';
import { tariffIn } from '../product/doors.ts';
import {
  accountOf,
  balanceOf,
  clockIs,
  MINUTE,
  newDevice,
  newRider,
  obey,
  release,
  rent,
  rentalNow,
  rented,
  SECOND,
} from './doors.ts';

withRedis();
const published = withBroker();

beforeEach(() => clockIs(T0));

const PRICE = (tariffIn('washer') as { price: number }).price;
/** The washer may begin for ten seconds, and has fifteen more to be seen; a report may be under way for five. */
const UNTIL = T0 + 25 * SECOND;
const DECIDED = T0 + 30 * SECOND;

let seq = 0;
/** A state report that the broker takes at `at`. */
const report = (device_id: string, received_at: number, running: boolean, at = received_at) =>
  state(sqsEvent(envelope(device_id, { seq: ++seq, boot: 'a', at, properties: { running } }, received_at)));
/** Says whether it runs; what that shows is delivered as its rule would. */
async function runs({ device_id }: Pick<Rental, 'device_id'>, running: boolean, at: number): Promise<void> {
  clockIs(at);
  await report(device_id, at, running);
  await deliver();
}
const deliver = async () => {
  for (const event of published(/internal\/rental\/effect$/)) await effect(event);
};
const toldTo = ({ phone_id }: Rental) =>
  published(new RegExp(`^phones/${phone_id}/events$`)).map(({ type, reason }) => (reason ? `${type} ${reason}` : type));
const sentTo = ({ device_id }: Pick<Rental, 'device_id'>) =>
  published(new RegExp(`^devices/${device_id}/commands/`)).map(({ type, action }) =>
    action ? `${type} ${action}` : type,
  );

test('a washer is paid when it is seen to run, and not when it says so', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  expect(rental).toMatchObject({ expires_at: T0 + 10 * SECOND, start_until: UNTIL });
  const times = { sent_at: T0, expires_at: T0 + 10 * SECOND };
  expect(published(/commands/)).toMatchObject([{ type: 'bind', action: 'start', ...times }]);

  clockIs(T0 + SECOND);
  await obey(rental);
  expect(await rentalNow(rental)).toMatchObject({ state: 'requested', accepted_at: T0 + SECOND });
  await runs(rental, false, T0 + 2 * SECOND);
  expect([toldTo(rental), await balanceOf(rider)]).toEqual([[], 10_000]);

  await runs(rental, true, T0 + 3 * SECOND);
  await deliver(); // at least once
  await runs(rental, true, T0 + 4 * SECOND);
  const active_at = T0 + 3 * SECOND;
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at, ends_at: active_at + 45 * MINUTE });
  expect([toldTo(rental), await balanceOf(rider)]).toEqual([['rental_active'], 10_000 - PRICE]);
  expect(sentTo(rental)).toEqual(['bind start']);
});

test('a washer that runs although its answer was lost is paid, too', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  await runs(rental, true, UNTIL);
  await obey(rental);
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at: UNTIL });
  expect(await balanceOf(rider)).toBe(10_000 - PRICE);
});

test('what shows in time counts while it may be under way', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  clockIs(UNTIL);
  await report(rental.device_id, UNTIL, true);
  clockIs(DECIDED - 1);
  await sweep();
  expect((await rentalNow(rental)).state).toBe('requested');
  await deliver();
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at: UNTIL });
});

test.each([
  ['start_unanswered', false],
  ['start_failed', true],
])('a washer that is not seen to run is free again, costs nothing, and its rider hears %s', async (reason, answers) => {
  const [rider, next] = [await newRider(), await newRider()];
  const washer = await newDevice('washer');
  const rental = await rented(rider, washer);
  clockIs(T0 + SECOND);
  if (answers) await obey(rental);
  clockIs(DECIDED - 1);
  expect([(await rentalNow(rental)).state, (await rent(next, washer)).json.reason]).toEqual([
    'requested',
    'device_in_use',
  ]);
  expect((await accountOf(rider)).held).toBe(PRICE);
  clockIs(DECIDED);
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason, amount: 0 });
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: 0 });
  await sweep();
  await sweep();
  expect(toldTo(rental)).toEqual([`rental_cancelled ${reason}`]);
  expect(sentTo(rental)).toEqual(['bind start', 'release']);
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason });
  expect((await rented(next, washer)).fence).toBe(2);
});

test('an answer that comes when all is decided changes nothing', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  clockIs(DECIDED);
  await obey(rental);
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason: 'start_unanswered' });
  expect(toldTo(rental)).toEqual(['rental_cancelled start_unanswered']);
});

test('a washer that refuses says why', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  await answer(rental.device_id, `rental-${rental.rental_id}`, 'refused', 'door_open'); // of another domain: nothing
  expect((await rentalNow(rental)).state).toBe('requested');
});

test('a late start is noticed, told, and taken back', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  await runs(rental, true, UNTIL + 1); // its request is still open
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', late_start_at: UNTIL + 1 });
  await deliver();
  expect(toldTo(rental)).toEqual(['rental_cancelled start_unanswered', 'rental_late_start start_unanswered']);
  expect(sentTo(rental)).toEqual(['bind start', 'release', 'action stop']);
  const { command_id, sent_at, expires_at } = published(/-undo$/)[0];
  expect([command_id, sent_at, expires_at]).toEqual([`rental-${rental.rental_id}-undo`, UNTIL + 1, UNTIL + 1 + MINUTE]);
  expect(await balanceOf(rider)).toBe(10_000);
});

test('a late start that cannot be told is told and taken back by the sweeper', async () => {
  const rental = await rented(await newRider(), await newDevice('washer'));
  clockIs(DECIDED);
  await sweep();
  await report(rental.device_id, DECIDED, true);
  const away = brokerIsAway();
  await expect(deliver()).rejects.toThrow('iotdata answered');
  away.restore();
  clockIs(DECIDED + 6 * SECOND);
  await sweep();
  await sweep();
  expect(toldTo(rental)).toEqual(['rental_cancelled start_unanswered', 'rental_late_start start_unanswered']);
  expect(sentTo(rental)).toEqual(['bind start', 'release', 'action stop']);
});

test("when it ran is told by the broker's clock, however wrong the device's is", async () => {
  const [early, late] = [await newRider(), await newRider()];
  const one = await rented(early, await newDevice('washer'));
  clockIs(T0 + 3 * SECOND);
  await report(one.device_id, T0 + 3 * SECOND, true, T0 - MINUTE);
  await deliver();
  expect(await rentalNow(one)).toMatchObject({ state: 'active', active_at: T0 + 3 * SECOND });
  clockIs(T0);
  const other = await rented(late, await newDevice('washer'));
  clockIs(UNTIL + SECOND);
  await report(other.device_id, UNTIL + SECOND, true, T0 + SECOND);
  await deliver();
  expect(await rentalNow(other)).toMatchObject({ state: 'cancelled', late_start_at: UNTIL + SECOND });
});

test.each([
  ['at once', DECIDED],
  ['minutes later', UNTIL + 5 * MINUTE],
])('a washer that somebody starts by hand long after is left alone, though it was given up %s', async (_, given_up) => {
  const rental = await rented(await newRider(), await newDevice('washer'));
  clockIs(given_up);
  await sweep();
  await runs(rental, true, UNTIL + 11 * MINUTE);
  expect(await rentalNow(rental)).not.toHaveProperty('late_start_at');
  expect(sentTo(rental)).toEqual(['bind start', 'release']);
});

test('an answer that is late changes nothing while what it did may be under way', async () => {
  const rental = await rented(await newRider(), await newDevice('washer'));
  await report(rental.device_id, T0 + 24 * SECOND, true);
  clockIs(T0 + 26 * SECOND);
  await obey(rental);
  expect((await rentalNow(rental)).state).toBe('requested');
  clockIs(T0 + 27 * SECOND);
  await deliver();
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at: T0 + 24 * SECOND });
});

test('what one rider has given up the next can rent at once', async () => {
  const [rider, next] = [await newRider(), await newRider()];
  const washer = await newDevice('washer');
  const first = await rented(rider, washer);
  clockIs(T0 + SECOND);
  await release(rider, first);
  const second = await rented(next, washer);
  await runs(second, true, T0 + 2 * SECOND);
  expect([(await rentalNow(first)).state, (await rentalNow(second)).state]).toEqual(['cancelled', 'active']);
  expect(await rentalNow(first)).not.toHaveProperty('late_start_at');
});

test('a washer that starts after its rider has given up is stopped', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  clockIs(T0 + SECOND);
  await release(rider, rental);
  await runs(rental, true, T0 + 2 * SECOND);
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason: 'released', late_start_at: T0 + 2000 });
  expect(sentTo(rental)).toEqual(['bind start', 'release', 'action stop']);
});

test('what is late for one rider is not taken back from the next', async () => {
  const [rider, next] = [await newRider(), await newRider()];
  const washer = await newDevice('washer');
  const rental = await rented(rider, washer);
  await report(washer.id, T0, true); // what it shows is told below
  clockIs(DECIDED);
  await sweep();
  const second = await rented(next, washer);
  await deliver();
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', late_start_at: T0 });
  expect(sentTo({ device_id: washer.id })).toEqual(['bind start', 'release', 'bind start']);
  await runs(second, true, DECIDED + SECOND);
  expect([(await rentalNow(second)).state, await balanceOf(next)]).toEqual(['active', 10_000 - PRICE]);
});

test('while somebody starts it by a command, it cannot be rented', async () => {
  const [rider, washer] = [await newRider(), await newDevice('washer')];

  expect((await tell(washer.id, { action: 'start' })).status).toBe(202);
  expect((await rent(rider, washer)).json.reason).toBe('device_in_use');
  expect(await accountOf(rider)).toMatchObject({ held: 0 });
  clockIs(T0 + 26 * SECOND);
  const rental = await rented(rider, washer);
  expect((await tell(washer.id, { action: 'start' })).json.reason).toBe('command_pending');
  await runs(rental, true, T0 + 27 * SECOND);
  expect((await rentalNow(rental)).state).toBe('active');
});

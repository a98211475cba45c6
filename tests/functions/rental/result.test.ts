import { handler as deviceEvent } from '../../../functions/rental/mqtt/device-event.ts';
import { handler as result } from '../../../functions/rental/mqtt/result.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { rejectionsOf } from '../rejection/doors.ts';
import {
  accountOf,
  active,
  clockIs,
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

const T0 = Date.now();
beforeEach(() => clockIs(T0));

const refuse = ({ rental_id, device_id, fence }: Rental, more: object = {}) =>
  result({ device_id, command_id: `rental-${rental_id}`, outcome: 'refused', fence, at: T0, ...more });

test('a device that refuses costs nothing and is free again, and its reason is told', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const rental = await rented(rider, bike);
  await refuse(rental, { reason: 'lock_jammed' });
  const over = { state: 'cancelled', reason: 'lock_jammed', amount: 0, ended_at: T0 };
  expect(await rentalNow(rental)).toMatchObject(over);
  const { reason, amount } = over;
  expect(published(/^phones/)).toMatchObject([{ type: 'rental_cancelled', reason, amount }]);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: 0 });
  expect((await rent(rider, bike)).json.fence).toBe(2);
});

test('a device that refuses without a word has refused', async () => {
  const rental = await rented(await newRider(), await newDevice('bike'));
  await refuse(rental);
  expect(await rentalNow(rental)).toMatchObject({ state: 'cancelled', reason: 'refused' });
});

test('a refusal is taken from the device that was asked, and for this lease alone', async () => {
  const [rental, other] = [await rented(await newRider(), await newDevice('bike')), await newDevice('bike')];
  await refuse({ ...rental, device_id: other.id });
  await refuse({ ...rental, fence: 7 });
  expect((await rentalNow(rental)).state).toBe('requested');
});

test('an answer in the last moment counts, and at the deadline it is too late', async () => {
  const early = await rented(await newRider(), await newDevice('bike'));
  const late = await rented(await newRider(), await newDevice('bike'));
  clockIs(T0 + 10 * SECOND - 1);
  await obey(early);
  expect((await rentalNow(early)).state).toBe('active');
  clockIs(T0 + 10 * SECOND);
  await obey(late);
  expect(await rentalNow(late)).toMatchObject({ state: 'cancelled', reason: 'no_answer' });
  expect(published(/^phones/).map(({ type }) => type)).toEqual(['rental_active', 'rental_cancelled']);
});

test('an answer that comes again tells the phone again, and pays nothing', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'massage_chair');
  clockIs(T0 + SECOND);
  await obey(rental);
  expect(published(/^phones/)).toMatchObject([
    { type: 'rental_active', at: T0 },
    { type: 'rental_active', at: T0 + SECOND, rental_id: rental.rental_id },
  ]);
  expect((await accountOf(rider)).balance).toBe(8500);
});

test('a device that obeys what is over by now is told so', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('bike'));
  await release(rider, rental);
  const before = published(/^devices/).length;
  clockIs(T0 + SECOND);
  await obey(rental);
  expect(published(/^devices/).slice(before)).toMatchObject([{ type: 'release', rental_id: rental.rental_id }]);
  expect(published(/^phones/)).toMatchObject([{ type: 'rental_cancelled' }, { type: 'rental_unlocked' }]);
});

test.each([
  ['a refusal', refuse],
  ['an answer that is too late', obey],
  ['an answer to what is over', obey],
])('%s that cannot be told on is tried again', async (what, answer) => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('bike'));
  if (what.endsWith('late')) clockIs(T0 + 10 * SECOND);
  if (what.endsWith('over')) await release(rider, rental);
  const send = brokerIsAway();
  await expect(answer(rental)).rejects.toThrow('iotdata answered');
  send.restore();
});

test('an answer to no rental, as to a release, changes nothing', async () => {
  await result({ device_id: 'bike-1', command_id: 'none-release', outcome: 'done', fence: 1, at: T0 });
  expect(published(/./)).toEqual([]);
});

test('a time in seconds is named, and the result counts all the same', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const { rental_id, device_id, fence } = await rented(rider, bike);
  const at = Math.floor(T0 / 1000);
  await result({ device_id, command_id: `rental-${rental_id}`, outcome: 'done', fence, at });
  await deviceEvent({ device_id, type: 'beep', at });
  expect((await rentalNow({ rental_id } as Rental)).state).toBe('active');
  expect(published(new RegExp(`^devices/${device_id}/rejections$`))).toMatchObject([
    { rejections: [{ said: 'results', reason: 'at_in_seconds', detail: `/at is ${at}` }] },
  ]);
  const { counts } = (await rejectionsOf(device_id)).json;
  expect(counts.map(({ said }: { said: string }) => said).sort()).toEqual(['events', 'results']);
});

test.each([
  ['results', result, { command_id: 'c', outcome: 'ok', fence: 1, at: T0 }, ' /outcome'],
  ['events', deviceEvent, { type: 7, at: T0 }, ' /type'],
] as const)('of %s that are none the device is told', async (said, door, message, place) => {
  const id = unique('device');
  await (door as (event: unknown) => Promise<void>)({ device_id: id, ...message });
  const [{ rejections }] = published(new RegExp(`^devices/${id}/rejections$`));
  expect(rejections).toEqual([{ said, reason: 'malformed', detail: expect.stringContaining(place.trim()) }]);
});

test('a replica that has not heard of the rental yet loses no answer', async () => {
  const rental = await rented(await newRider(), await newDevice('bike'));
  jest.spyOn(redis(), 'get').mockResolvedValue(null);
  await obey(rental);
  jest.restoreAllMocks();
  expect((await rentalNow(rental)).state).toBe('active');
});

import { applyPresence } from '../../../functions/device/presence.ts';
import { sendBind } from '../../../functions/rental/commands.ts';
import { handler as deviceEvent } from '../../../functions/rental/mqtt/device-event.ts';
import { handler as deviceLost } from '../../../functions/rental/mqtt/device-lost.ts';
import { handler as result } from '../../../functions/rental/mqtt/result.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { sweep } from '../../../functions/rental/schedule/sweep.ts';
import { readRental } from '../../../functions/rental/store.ts';
import { view } from '../../../functions/rental/view.ts';
import { aws } from '../../harness/aws.ts';
import { brokerFailsOnce, brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applied } from '../device/applied.ts';
import { account, bind, device, MINUTE, money, rented } from './fixtures.ts';

withRedis();

withBroker();

/** What was published, as [topic, payload]. */
const told = () => aws.published.map(({ topic, text }): [string, Record<string, unknown>] => [topic, JSON.parse(text)]);

const done = ({ rental_id, device_id, fence }: Rental, changes: object = {}) =>
  result({ device_id, command_id: `rental-${rental_id}`, outcome: 'done', fence, at: 1, ...changes } as never);

const HOUR = 60 * MINUTE;
const now = Date.now();

test('a device killed before it answers, and restarted an hour later: nothing was paid, and it is told so', async () => {
  const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), 5000)];
  const rental = await rented(bike, rider, now - HOUR);
  await sendBind(rental);
  await sweep(now - HOUR + 11_000); // the clock has gone on while the device was dead
  expect(await readRental(rental.rental_id)).toMatchObject({ state: 'cancelled', reason: 'no_answer', amount: 0 });
  expect(told().map(([topic, { type }]) => [topic, type])).toEqual([
    [`devices/${bike}/commands/rental-${rental.rental_id}`, 'bind'],
    [`phones/${rental.phone_id}/events`, 'rental_cancelled'],
    [`devices/${bike}/commands/rental-${rental.rental_id}-release`, 'release'],
  ]);
  aws.published.splice(0);

  await done(rental); // an hour later it obeys after all
  expect(await readRental(rental.rental_id)).toMatchObject({ state: 'cancelled' });
  expect(told()).toMatchObject([
    [`devices/${bike}/commands/rental-${rental.rental_id}-release`, { type: 'release', fence: 1 }],
  ]);
  expect(await money(rider, now)).toMatchObject({ balance: 5000, held: 0, entries: 1 });
});

test('a device killed in mid-rental: the rental ends when what was set aside is used up, and no later', async () => {
  const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), 3000)];
  const rental = await rented(bike, rider, now);
  await done(rental);
  const active = (await readRental(rental.rental_id))!;
  await sweep(active.ends_at! - 1);
  expect((await readRental(rental.rental_id))!.state).toBe('active');
  await sweep(active.ends_at! + 30_000);
  const settled = (await readRental(rental.rental_id))!;
  expect(settled).toMatchObject({ state: 'settled', reason: 'time_over', ended_at: active.ends_at });
  expect((await money(rider, now)).balance).toBe(3000 - settled.amount!);
  await sweep(active.ends_at! + 60_000); // running it again changes nothing
  expect((await money(rider, now)).entries).toBe(2);
});

test('a result or event that comes twice, late, from another device or with an old fence changes nothing', async () => {
  const [chair, other] = [
    await device(unique('chair'), 'massage_chair'),
    await device(unique('chair'), 'massage_chair'),
  ];
  const rider = await account(unique('rider'), 3000);
  const rental = await rented(chair, rider, now);
  await done(rental, { device_id: other });
  await done(rental, { fence: 0 });
  await done(rental, { outcome: 'maybe' });
  expect((await readRental(rental.rental_id))!.state).toBe('requested');
  await Promise.all([done(rental), done(rental), done(rental)]);
  expect(await money(rider, now)).toMatchObject({ balance: 1500, entries: 2 });
  expect(told().some(([, { type }]) => type === 'rental_active')).toBe(true);

  const event = { type: 'released', rental_id: rental.rental_id, fence: 1, at: 1 };
  await deviceEvent({ device_id: other, ...event } as never);
  await deviceEvent({ device_id: chair, ...event, fence: 0 } as never);
  await deviceEvent({ device_id: chair, nonsense: true } as never);
  expect((await readRental(rental.rental_id))!.state).toBe('active');
  await Promise.all([1, 2, 3].map(() => deviceEvent({ device_id: chair, ...event } as never)));
  expect((await readRental(rental.rental_id))!.state).toBe('settled');
  expect(told().filter(([, { type }]) => type === 'rental_ended')).toHaveLength(1);
});

test('a phone that is told nothing sees the truth all the same', async () => {
  const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), 3000)];
  const rental = await rented(bike, rider, now);
  expect(view(rental, now + 10_001)).toMatchObject({ state: 'cancelled', reason: 'no_answer' });
  const [next] = [await account(unique('next'), 3000)];
  expect(await bind(bike, next, now + 10_001)).toMatchObject({ rental: { fence: 2 } });
});

test('when the broker cannot be reached the result is tried again, and nothing is paid twice', async () => {
  const [chair, rider] = [await device(unique('chair'), 'massage_chair'), await account(unique('rider'), 3000)];
  const rental = await rented(chair, rider, now);
  brokerFailsOnce();
  await expect(done(rental)).rejects.toThrow('iotdata answered');
  expect(told()).toEqual([]);
  await done(rental);
  expect(told().at(-1)).toMatchObject([`phones/${rental.phone_id}/events`, { type: 'rental_active' }]);
  expect((await readRental(rental.rental_id))!.state).toBe('active');
  expect(await money(rider, now)).toMatchObject({ balance: 1500, entries: 2 });
});

test('an end that could not be told is told by the sweeper, and then no more', async () => {
  const [chair, rider] = [await device(unique('chair'), 'massage_chair'), await account(unique('rider'), 3000)];
  const rental = await rented(chair, rider, now);
  await done(rental);
  aws.published.splice(0);
  const away = brokerIsAway();
  const event = { type: 'released', rental_id: rental.rental_id, fence: 1, at: 1 };
  await expect(deviceEvent({ device_id: chair, ...event } as never)).rejects.toThrow('iotdata answered');
  away.restore();
  const ours = () => told().filter(([, { rental_id }]) => rental_id === rental.rental_id);
  const later = Date.now() + 10 * MINUTE; // the broker was away for longer than a release is worth obeying
  await sweep(later);
  // what was being tried again when the broker came back may have arrived, too
  expect(new Set(ours().map(([, { type }]) => type))).toEqual(new Set(['rental_ended', 'release']));
  expect(ours().find(([, { type }]) => type === 'release')![1].expires_at).toBe(later + MINUTE);
  aws.published.splice(0);
  await sweep(later + MINUTE);
  expect(ours()).toEqual([]);
});

test('nobody pays for a device that was lost on the way', async () => {
  const [bike, rider] = [await device(unique('bike')), await account(unique('rider'), 3000)];
  const rental = await rented(bike, rider, now);
  await done(rental);
  const { active_at, ends_at } = (await readRental(rental.rental_id))!;
  await applyPresence(bike, { online: false, session: 's1', version: 0, at: active_at! + 5 * MINUTE });
  await sweep(ends_at! + 1);
  expect(await readRental(rental.rental_id)).toMatchObject({ ended_at: active_at! + 5 * MINUTE, amount: 160 });
});

test('what a device says of an active rental cannot undo it', async () => {
  const [chair, rider] = [await device(unique('chair'), 'massage_chair'), await account(unique('rider'), 3000)];
  const rental = await rented(chair, rider, now);
  await done(rental);
  await done(rental, { outcome: 'refused', reason: 'jammed' });
  expect((await readRental(rental.rental_id))!.state).toBe('active');
});

test('a device that starts anew and has forgotten its lease: the rental ended when it was last heard of', async () => {
  const [bike, chair] = [await device(unique('bike')), await device(unique('chair'), 'massage_chair')];
  const [rider, sitter] = [await account(unique('rider'), 3000), await account(unique('sitter'), 1500)];
  for (const [id, who] of [
    [bike, rider],
    [chair, sitter],
  ] as const) {
    const rental = await rented(id, who, now);
    await done(rental);
    const { active_at = 0 } = (await readRental(rental.rental_id))!;
    const lease = { rental_id: rental.rental_id, phone_id: rental.phone_id, fence: 1 };
    await applied([id, { seq: 1, boot: 'a', at: active_at + 4 * MINUTE, lease }]);
    // it crashes, and an hour later it is back
    const { lost, mistaken } = await applied([id, { seq: 1, boot: 'b', at: active_at + 64 * MINUTE }]);
    expect([lost.map((event) => JSON.parse(event)), mistaken]).toMatchObject([
      [{ device_id: id, rental_id: rental.rental_id, at: active_at + 4 * MINUTE }],
      [],
    ]);
    jest.spyOn(Date, 'now').mockReturnValue(active_at + 64 * MINUTE);
    await deviceLost(JSON.parse(lost[0]!));
    jest.restoreAllMocks();
    expect(await readRental(rental.rental_id)).toMatchObject({ state: 'settled', reason: 'lost_by_device' });
  }
  expect(await money(rider, now)).toMatchObject({ balance: 3000 - 140, held: 0 }); // unlock and two minutes
  const paid = await money(sitter, now);
  expect(paid).toMatchObject({ balance: 900, sum: 900, entries: 3 }); // four of ten minutes
});

import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as sweep } from '../../../functions/device/schedule/sweep.ts';
import { handler as deviceLost } from '../../../functions/rental/mqtt/device-lost.ts';
import { brokerFailsOnce, withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, MINUTE, newDevice, newRider, obey, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

async function activeRental() {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const rental = await rented(rider, bike);
  await obey(rental);
  const { rental_id, fence } = rental;
  return { rental, bike, lease: { rental_id, phone_id: rider.phone_id, fence } };
}

const report = (id: string, seq: number, more: object) => {
  const at = T0 + seq * SECOND;
  return state(sqsEvent(envelope(id, { seq, boot: 'a', at, ...more }, at)));
};

test.each([
  ['its phone alone', ({ phone_id }: { phone_id: string | undefined }) => ({ phone_id })],
  ['a lease without its fence', ({ fence: _, ...half }: { fence: number }) => ({ lease: half })],
  ['the fields of a lease outside of it', (lease: object) => lease],
])('a report that names %s does not cost a rider the ride', async (_, claim) => {
  const { rental, bike, lease } = await activeRental();
  await report(bike.id, 1, { lease });
  await report(bike.id, 2, claim(lease));
  expect(published(/commands/).map(({ type }) => type)).toEqual(['bind']);
  expect((await rentalNow(rental)).state).toBe('active');
});

test('a device that claims its own rental with another fence is not told to end it', async () => {
  const { bike, lease } = await activeRental();
  await report(bike.id, 1, { lease: { ...lease, fence: 7 } });
  expect(published(/commands/).map(({ type }) => type)).toEqual(['bind']);
});

test('that a device has lost its lease is told at least once, also where the first publish fails', async () => {
  const { rental, bike, lease } = await activeRental();
  await report(bike.id, 60, { lease });
  brokerFailsOnce();
  const anew = () => report(bike.id, 600, { boot: 'b' });
  await expect(anew()).rejects.toThrow();
  await anew(); // the queue delivers it again: by now it is no news
  clockIs(T0 + MINUTE);
  await sweep();

  const [event, ...more] = published(/^\$aws\/rules\/skein_test_device_lost\/internal\/device\/lost$/);
  expect(event).toEqual({
    id: `${bike.id}-1-lost`,
    device_id: bike.id,
    rental_id: rental.rental_id,
    fence: 1,
    at: T0 + MINUTE,
  });
  expect(more).toEqual([]);
  await deviceLost(event);
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', reason: 'lost_by_device', ended_at: T0 + MINUTE });
  await sweep();
  expect(published(/internal/)).toHaveLength(1); // what was told is struck off
});

test('nobody publishes in the name of a device', async () => {
  const { bike, lease } = await activeRental();
  await report(bike.id, 1, { lease });
  await report(bike.id, 2, { boot: 'b' });
  expect(published(/^devices\/.*\/events$/)).toEqual([]);
  expect(published(/internal/)).toHaveLength(1);
});

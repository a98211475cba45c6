import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, newDevice, newRider, obey, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
const ANSWER_WITHIN = 10 * SECOND;
beforeEach(() => clockIs(T0));

test('the sweeper does not cancel a rental that has become active since it looked', async () => {
  const rental = await rented(await newRider(), await newDevice('bike'));
  const client = redis();
  const mget = client.mget.bind(client);
  jest.spyOn(client, 'mget').mockImplementationOnce(async (...keys) => {
    const seen = await mget(...(keys as string[]));
    clockIs(T0 + ANSWER_WITHIN - 1); // the device's answer came in time, to a function that took its time
    await obey(rental);
    return seen as never;
  });

  clockIs(T0 + ANSWER_WITHIN);
  await sweep();
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at: T0 + ANSWER_WITHIN - 1 });
  expect(published(/phones/).map(({ type }) => type)).toEqual(['rental_active']);
});

test('one run of the sweeper ends everything that is due, however much', async () => {
  const riders = [await newRider(10_000, 100), await newRider(10_000, 100)];
  const due = await Promise.all(
    Array.from({ length: 120 }, async (_, i) => rented(riders[i % 2]!, await newDevice('hair_dryer'))),
  );
  clockIs(T0 + ANSWER_WITHIN);
  await sweep();
  const told = published(/phones/).filter(({ type, reason }) => type === 'rental_cancelled' && reason === 'no_answer');
  expect(told.map(({ rental_id }) => rental_id).sort()).toEqual(due.map(({ rental_id }) => rental_id).sort());
});

import { keys } from '../../../functions/rental/keys.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { log } from '../../../lib/log.ts';
import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, MINUTE, newDevice, newRider, rented } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(async () => {
  clockIs(T0);
  await redis().del(keys.deadlines());
});

test('rentals that cannot be settled hold up none behind them, however many', async () => {
  const rental = await rented(await newRider(), await newDevice('bike'));
  const broken = Array.from({ length: 100 }, (_, i) => ({ rental_id: `broken-${i}`, state: 'requested', tariff: {} }));
  await redis().mset(Object.fromEntries(broken.map((one) => [keys.rental(one.rental_id), JSON.stringify(one)])));
  const [first, ...others] = broken.map(({ rental_id }, score) => ({ score, member: rental_id }));
  await redis().zadd(keys.deadlines(), { score: 0, member: 'no-such-rental' }, first!, ...others);
  clockIs(T0 + MINUTE);
  const info = jest.spyOn(log, 'info').mockImplementation();
  await sweep();
  expect(published(/^phones/)).toMatchObject([{ type: 'rental_cancelled', rental_id: rental.rental_id }]);
  expect(await redis().zcard(keys.deadlines())).toBe(100); // those that failed are tried again
  const counts = info.mock.calls.flatMap(([text, counted]) => (text === 'deadlines passed' ? [counted] : []));
  expect(counts.reduce((sum, counted) => sum + (counted as unknown as { failed: number }).failed, 0)).toBe(100);
});

test('a deadline without its rental stops no run, and goes', async () => {
  await redis().zadd(keys.deadlines(), { score: 0, member: 'no-such-rental' });
  const { rental_id } = await rented(await newRider(), await newDevice('bike'));
  clockIs(T0 + MINUTE);
  const info = jest.spyOn(log, 'info').mockImplementation();
  await sweep();
  expect(published(/^phones/)).toMatchObject([{ type: 'rental_cancelled', rental_id }]);
  expect(info).toHaveBeenCalledWith('deadlines passed', { rentals: 2, failed: 0 });
  expect(await redis().zcard(keys.deadlines())).toBe(0);
});

test('a run that finds no deadline passed says nothing', async () => {
  const info = jest.spyOn(log, 'info').mockImplementation();
  await sweep();
  expect(info).not.toHaveBeenCalled();
});

test('a cancellation that cannot be told now is logged, and told a minute later', async () => {
  const rental = await rented(await newRider(), await newDevice('bike'));
  clockIs(T0 + MINUTE);
  const warn = jest.spyOn(log, 'warn').mockImplementation();
  const send = brokerIsAway();
  await sweep();
  expect(warn).toHaveBeenCalledWith('not told yet', { error: expect.any(Error) });
  send.restore();
  clockIs(T0 + 2 * MINUTE);
  await sweep();
  const { rental_id } = rental;
  expect(published(/^phones/)).toMatchObject([{ type: 'rental_cancelled', rental_id, at: T0 + MINUTE }]);
});

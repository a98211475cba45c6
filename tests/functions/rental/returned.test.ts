import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as deviceLost } from '../../../functions/rental/mqtt/device-lost.ts';
import { sweep } from '../../../functions/rental/schedule/sweep.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { active, balanceOf, clockIs, connection, MINUTE, newRider, rentalNow, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
const OVER = T0 + 10 * MINUTE;
beforeEach(() => clockIs(T0));

/** A chair that is paid for ten minutes (1500), and has no connection from a time on. */
async function goneSince(since: number) {
  const rider = await newRider(1500);
  const rental = await active(rider, 'massage_chair');
  await report(rental.device_id, T0 + SECOND);
  await connection(rental.device_id, false, since);
  return { rider, rental };
}

const report = (id: string, at: number, boot = 'a') => state(sqsEvent(envelope(id, { seq: at - T0, boot, at }, at)));

const sweepAt = async (at: number) => {
  clockIs(at);
  await sweep(at);
};

const back = (id: string, at: number) => connection(id, true, at, { sessionIdentifier: 'next', versionNumber: 1 });

test('a rental waits for a device that is gone at its end, and for no more than half an hour', async () => {
  const { rider, rental } = await goneSince(OVER - 1100); // 1500 for 600 s: 2.75
  await sweepAt(OVER);
  await sweepAt(OVER + 30 * MINUTE - 1);
  expect(await rentalNow(rental)).toMatchObject({ state: 'ended', ended_at: OVER });
  await sweepAt(OVER + 31 * MINUTE);
  const ended_at = OVER - 1100;
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', reason: 'time_over', amount: 1498, ended_at });
  expect(await balanceOf(rider)).toBe(2);
});

test('if it does not come back half of the price is given back at most', async () => {
  const { rider } = await goneSince(T0 + 3 * SECOND);
  await sweepAt(OVER);
  await sweepAt(OVER + 30 * MINUTE);
  expect(await balanceOf(rider)).toBe(750);
});

test('if it comes back and has not restarted it has served, and nothing is given back', async () => {
  const { rider, rental } = await goneSince(T0 + 3 * SECOND);
  await sweepAt(OVER);
  await back(rental.device_id, OVER + 5 * MINUTE);
  await sweepAt(OVER + 6 * MINUTE - 1);
  expect((await rentalNow(rental)).state).toBe('ended');
  await report(rental.device_id, OVER + 6 * MINUTE - 1);
  await sweepAt(OVER + 7 * MINUTE);
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', amount: 1500, ended_at: OVER });
  expect(await balanceOf(rider)).toBe(0);
});

test('if it comes back and has restarted all of the time since its last report is given back', async () => {
  const { rider, rental } = await goneSince(T0 + 3 * SECOND);
  await sweepAt(OVER);
  await back(rental.device_id, OVER + 5 * MINUTE);
  await report(rental.device_id, OVER + 5 * MINUTE + SECOND, 'b');
  const [event] = published(/internal\/device\/lost$/);
  clockIs(OVER + 5 * MINUTE + 2 * SECOND);
  await deviceLost(event);
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', reason: 'lost_by_device' });
  expect(await balanceOf(rider)).toBe(Math.floor((1500 * 599) / 600));
});

test('a device that is there at the end is not waited for', async () => {
  const rider = await newRider(1500);
  const rental = await active(rider, 'massage_chair');
  await sweepAt(OVER);
  expect(await rentalNow(rental)).toMatchObject({ state: 'settled', amount: 1500 });
});

test('a bike that is gone at the end is not waited for, as it gives nothing back', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'bike');
  await connection(rental.device_id, false, T0 + MINUTE);
  await sweepAt(rental.ends_at ?? T0 + 200 * MINUTE);
  expect((await rentalNow(rental)).state).toBe('settled');
});

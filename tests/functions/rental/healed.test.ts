import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as deviceLost } from '../../../functions/rental/mqtt/device-lost.ts';
import { sweep } from '../../../functions/rental/schedule/sweep.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { seen } from '../device/doors.ts';
import { clockIs, connection, MINUTE, newDevice, newRider, obey, rent, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

/** The device reports after so many seconds; the broker takes it then, or at another time. */
const report = (id: string, seconds: number, more: object = {}, received = T0 + seconds * SECOND) =>
  state(sqsEvent(envelope(id, { seq: 1000 + seconds, boot: 'a', at: T0 + seconds * SECOND, ...more }, received)));

const lost = () => published(/internal\/device\/lost$/);

async function activeRental() {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const rental = await rented(rider, bike);
  await obey(rental);
  const { rental_id, fence } = rental;
  return { rental, bike, lease: { rental_id, phone_id: rider.phone_id!, fence } };
}

describe('a device whose word that its rental is over was lost', () => {
  test('ends it by reporting for a minute without the lease that it had', async () => {
    const { rental, bike, lease } = await activeRental();
    await report(bike.id, 10, { lease });
    await report(bike.id, 40, { lease });
    await report(bike.id, 70);
    await report(bike.id, 129);
    expect(lost()).toEqual([]);
    await report(bike.id, 130);
    const [event] = lost();
    expect(event).toMatchObject({ rental_id: rental.rental_id, at: T0 + 40 * SECOND });

    clockIs(T0 + 130 * SECOND);
    await deviceLost(event);
    const ended_at = T0 + 40 * SECOND;
    expect(await rentalNow(rental)).toMatchObject({ state: 'settled', reason: 'lost_by_device', ended_at });
    await report(bike.id, 300);
    expect(lost()).toHaveLength(1);
  });

  test('goes on with it where it claims it again', async () => {
    const { bike, lease } = await activeRental();
    await report(bike.id, 10, { lease });
    await report(bike.id, 20);
    await report(bike.id, 70, { lease });
    await report(bike.id, 90);
    await report(bike.id, 149);
    expect(lost()).toEqual([]);
  });

  test('has a minute from when it is heard, however long its reports were under way', async () => {
    const { bike, lease } = await activeRental();
    await report(bike.id, 5, { lease });
    await report(bike.id, 10, { lease });
    await report(bike.id, 20, {}, T0 + 70 * SECOND);
    await report(bike.id, 90);
    expect(lost()).toEqual([]);
  });

  test('is left alone where it never says what it has', async () => {
    const { rental, bike } = await activeRental();
    for (const seq of [10, 100, 1000]) await report(bike.id, seq);
    expect(lost()).toEqual([]);
    expect((await rentalNow(rental)).state).toBe('active');
  });

  test('ends none by what it claimed of the one before', async () => {
    const { rental, bike, lease } = await activeRental();
    await report(bike.id, 10, { lease });
    await report(bike.id, 20);
    clockIs(T0 + 30 * SECOND);
    await deviceLost({ id: 'x', device_id: bike.id, rental_id: rental.rental_id, fence: 1, at: T0 + 10 * SECOND });
    const next = await rented(await newRider(), bike);
    await obey(next);
    await report(bike.id, 100);
    await report(bike.id, 200);
    expect(lost()).toEqual([]);
    expect((await rentalNow(next)).state).toBe('active');
  });
});

describe('a report that says nothing of the lease', () => {
  test.each([
    ['was received before the rental became active', -1],
    ['was received in the moment in which it did', 0],
  ])('because it %s, ends nothing', async (_, received) => {
    const { bike } = await activeRental();
    await report(bike.id, -5);
    await report(bike.id, 1, { boot: 'b' }, T0 + received);
    expect(lost()).toEqual([]);
  });

  test('because nobody has obeyed yet, ends nothing, even if it is taken after that', async () => {
    const bike = await newDevice('bike');
    await report(bike.id, -5);
    const rental = await rented(await newRider(), bike);
    await report(bike.id, 1, { boot: 'b' });
    await obey(rental);
    await report(bike.id, 2, { boot: 'b' });
    expect(lost()).toEqual([]);
  });

  test('because nobody has obeyed yet, ends nothing, though somebody had the device before', async () => {
    const { rental, bike } = await activeRental();
    await report(bike.id, 10);
    clockIs(T0 + 30 * SECOND);
    await deviceLost({ id: 'x', device_id: bike.id, rental_id: rental.rental_id, fence: rental.fence, at: T0 });
    await rented(await newRider(), bike);
    await report(bike.id, 40, { boot: 'b' });
    expect(lost()).toEqual([]);
  });

  test('but one of a new boot that came after it ends the rental at once', async () => {
    const { bike } = await activeRental();
    await report(bike.id, -5);
    await report(bike.id, 1, { boot: 'b' });
    expect(lost()).toHaveLength(1);
  });
});

describe('presence that was not told', () => {
  test('of a device that came is seen by its next report', async () => {
    const bike = await newDevice('bike');
    await connection(bike.id, false, T0);
    expect((await rent(await newRider(), bike)).json.reason).toBe('device_offline');
    await report(bike.id, 5); // may have been under way when the connection ended
    expect((await seen(bike.id)).online).toBe(false);
    await report(bike.id, 6);
    expect((await seen(bike.id)).online).toBe(true);
    await rented(await newRider(), bike);
  });

  test('is overtaken by what is told later, and not by what is told again', async () => {
    const bike = await newDevice('bike');
    await connection(bike.id, false, T0);
    await report(bike.id, 60);
    await connection(bike.id, false, T0);
    expect((await seen(bike.id)).online).toBe(true);
    const next = { sessionIdentifier: 'next', versionNumber: 1 };
    await connection(bike.id, false, T0 + 70 * SECOND, next);
    await connection(bike.id, true, T0 + 30 * SECOND, next);
    expect((await seen(bike.id)).online).toBe(false);
  });
});

describe('binds that a device leaves unanswered', () => {
  const unanswered = async (bike: { id: string; code: string }, at: number) => {
    clockIs(at);
    await rented(await newRider(), bike);
    clockIs(at + 11 * SECOND);
    await sweep(at + 11 * SECOND);
  };

  test('take it offline when they are two in a row, until it is heard again', async () => {
    const bike = await newDevice('bike');
    await report(bike.id, 1);
    await unanswered(bike, T0 + MINUTE);
    expect((await seen(bike.id)).online).toBe(true);
    await unanswered(bike, T0 + 2 * MINUTE);
    expect((await seen(bike.id)).online).toBe(false);
    expect((await rent(await newRider(), bike)).json.reason).toBe('device_offline');
    await report(bike.id, 120); // it came before
    expect((await seen(bike.id)).online).toBe(false);
    await report(bike.id, 150);
    expect((await seen(bike.id)).online).toBe(true);
  });

  test('and that is heard again is offline when the connection that it still has ends', async () => {
    const bike = await newDevice('bike');
    await report(bike.id, 1);
    await unanswered(bike, T0 + MINUTE);
    await unanswered(bike, T0 + 2 * MINUTE);
    await report(bike.id, 150);
    expect((await seen(bike.id)).online).toBe(true);
    await connection(bike.id, false, T0 + 3 * MINUTE);
    expect((await seen(bike.id)).online).toBe(false);
  });

  test('with a report, an answer or a connection in between do not', async () => {
    const bike = await newDevice('bike');
    await report(bike.id, 1);
    await unanswered(bike, T0 + MINUTE);
    await report(bike.id, 100);
    await unanswered(bike, T0 + 2 * MINUTE);
    await connection(bike.id, true, T0 + 3 * MINUTE, { sessionIdentifier: 'next', versionNumber: 1 });
    await unanswered(bike, T0 + 4 * MINUTE);
    clockIs(T0 + 5 * MINUTE);
    const rental = await rented(await newRider(), bike);
    await obey(rental);
    await deviceLost({ id: 'x', device_id: bike.id, rental_id: rental.rental_id, fence: rental.fence, at: T0 });
    await unanswered(bike, T0 + 6 * MINUTE);
    expect((await seen(bike.id)).online).toBe(true);
  });

  test('of one that never reports leave it as it is, since nothing would bring it back', async () => {
    const bike = await newDevice('bike');
    for (const at of [1, 2, 3]) await unanswered(bike, T0 + at * MINUTE);
    expect((await seen(bike.id)).online).toBe(true);
  });
});

import { handler as getRental } from '../../../functions/rental/http/get.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { accountOf, clockIs, MINUTE, newDevice, newRider, obey, release, rent, rentalNow, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test('scan, ride, release: device and phone are told each turn, and the ledger is right', async () => {
  const [rider, bike] = [await newRider(), await newDevice('bike')];
  const { status, headers, json: rental } = await rent(rider, bike);
  const { rental_id } = rental;
  expect([status, headers.location]).toEqual([201, `/v1/rentals/${rental_id}`]);
  expect(rental).toMatchObject({ state: 'requested', device_id: bike.id, kind: 'bike', fence: 1, currency: 'CNY' });
  expect(rental).toMatchObject({ account_id: rider.sub, phone_id: rider.phone_id, requested_at: T0 });
  expect(rental).toMatchObject({ expires_at: T0 + 10 * SECOND, tariff: { form: 'metered', hold: 3000 } });
  const told = { rental_id, device_id: bike.id, fence: 1 };
  const bind = { ...told, command_id: `rental-${rental_id}`, sent_at: T0, type: 'bind', phone_id: rider.phone_id };
  expect(published(/^devices/)).toEqual([{ ...bind, expires_at: T0 + 10 * SECOND, minutes: 147 }]);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: 3000 });

  clockIs(T0 + SECOND);
  await obey(rental);
  const ends_at = T0 + SECOND + 147 * MINUTE;
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at: T0 + SECOND, ends_at });
  expect(published(/^phones/)).toEqual([{ ...told, type: 'rental_active', at: T0 + SECOND }]);
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: 3000 });

  const end = T0 + SECOND + 5 * MINUTE;
  clockIs(end);
  const released = await release(rider, rental);
  const over = { state: 'settled', reason: 'released', ended_at: end, amount: 160 };
  expect(released).toMatchObject({ status: 200, json: over });
  expect(published(/^phones/).at(-1)).toEqual({
    ...told,
    type: 'rental_ended',
    at: end,
    reason: 'released',
    amount: 160,
  });
  const command = {
    ...told,
    command_id: `rental-${rental_id}-release`,
    sent_at: end,
    type: 'release',
    expires_at: end + MINUTE,
  };
  expect(published(/^devices/).at(-1)).toEqual(command);
  expect(await accountOf(rider)).toMatchObject({
    balance: 9840,
    held: 0,
    ledger: [
      { at: end, type: 'rental', rental_id, amount: -160, balance: 9840 },
      { type: 'credit', amount: 10_000, balance: 10_000 },
    ],
  });

  const before = published(/./).length;
  expect((await release(rider, rental)).json).toEqual(released.json); // again: nothing happens
  expect(published(/./)).toHaveLength(before);
  expect((await rent(rider, bike)).json.fence).toBe(2);
});

test('a rental is seen and ended by its rider and by operators, and by nobody else', async () => {
  const [rider, stranger] = [await newRider(), await newRider()];
  const { json: rental } = await rent(rider, await newDevice('bike'));
  const see = (caller: typeof rider) => call(getRental, { path: { rental_id: rental.rental_id }, caller });
  const unknown = { status: 404, json: { reason: 'rental_unknown' } };
  expect(await see(stranger)).toMatchObject(unknown);
  expect(await release(stranger, rental)).toMatchObject(unknown);
  const seen = await see(rider);
  expect([seen.status, seen.headers['cache-control'], seen.json]).toEqual([200, 'no-store', rental]);
  expect(rental).not.toHaveProperty('fingerprint');
  expect(rental).not.toHaveProperty('asked');
  const { json } = await release(OPERATOR, rental);
  expect(json).toMatchObject({ state: 'cancelled', reason: 'released_by_operator', amount: 0 });
  expect(await see({ ...OPERATOR })).toMatchObject({ status: 200, json: { state: 'cancelled' } });
  expect(await accountOf(rider)).toMatchObject({ balance: 10_000, held: 0 });
});

test('a rental that nobody has made is unknown to operators, too', async () => {
  expect(await release(OPERATOR, { rental_id: 'none' } as never)).toMatchObject({
    status: 404,
    json: { reason: 'rental_unknown' },
  });
});

import { keys } from '../../../functions/rental/keys.ts';
import { handler as sweep } from '../../../functions/rental/schedule/sweep.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import {
  accountOf,
  active,
  balanceOf,
  clockIs,
  MINUTE,
  newDevice,
  newRider,
  obey,
  release,
  rentalNow,
  rented,
  SECOND,
} from './doors.ts';

withRedis();
withBroker();

const T0 = Date.now();
beforeEach(() => clockIs(T0));

test('a package is paid when it becomes active, and nothing stays set aside', async () => {
  const rider = await newRider(2000);
  const rental = await rented(rider, await newDevice('massage_chair'));
  expect(await accountOf(rider)).toMatchObject({ balance: 2000, held: 1500 });
  await release(rider, rental);

  const { rental_id } = await active(rider, 'massage_chair');
  expect(await rentalNow({ rental_id } as never)).toMatchObject({ amount: 1500, ends_at: T0 + 10 * MINUTE });
  const { balance, held, ledger } = await accountOf(rider);
  expect([balance, held]).toEqual([500, 0]);
  expect(ledger[0]).toEqual({ at: T0, type: 'rental', rental_id, amount: -1500, balance: 500 });
});

test('who releases a package early has had it, and gets nothing back', async () => {
  const rider = await newRider(2000);
  const rental = await active(rider, 'massage_chair');
  clockIs(T0 + MINUTE);
  expect((await release(rider, rental)).json).toMatchObject({ state: 'settled', amount: 1500, ended_at: T0 + MINUTE });
  expect(await accountOf(rider)).toMatchObject({ balance: 500, ledger: [{ amount: -1500 }, { amount: 2000 }] });
});

test('a package that is over costs nothing more, also where its account has rented again since', async () => {
  const rider = await newRider(5000);
  const rental = await active(rider, 'massage_chair');
  clockIs(T0 + 10 * MINUTE);
  await rented(rider, await newDevice('massage_chair'));
  await sweep();
  const over = { state: 'settled', reason: 'time_over', amount: 1500, ended_at: T0 + 10 * MINUTE };
  expect(await rentalNow(rental)).toMatchObject(over);
  expect(await accountOf(rider)).toMatchObject({ balance: 3500, held: 1500 });
});

test('what has ended is not ended again by the sweeper, at no later time', async () => {
  const rider = await newRider(5000);
  const rental = await active(rider, 'massage_chair');
  clockIs(T0 + SECOND);
  const { json } = await release(rider, rental);
  clockIs(T0 + 60 * MINUTE);
  await sweep();
  expect(await rentalNow(rental)).toEqual(json);
});

test('the smallest price is paid, too', async () => {
  const rider = await newRider();
  const { rental_id, ...rest } = await rented(rider, await newDevice('massage_chair'));
  const kept = JSON.parse((await redis().get(keys.rental(rental_id))) as string);
  const tariff = { ...kept.tariff, price: 1 };
  await redis().set(keys.rental(rental_id), JSON.stringify({ ...kept, tariff }));
  await obey({ rental_id, ...rest });
  expect(await balanceOf(rider)).toBe(9_999);
});

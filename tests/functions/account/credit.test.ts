import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { credit, put, statement } from './doors.ts';

withRedis();
afterEach(() => jest.restoreAllMocks());

const WEEK = 7 * 24 * 3_600_000;

async function registered(): Promise<string> {
  const id = unique('rider');
  await put(id);
  return id;
}

test('a credit can be retried under its key for seven days, and tops up once', async () => {
  const id = await registered();
  expect([(await credit(id, 500, 'k')).json.balance, (await credit(id, 500, 'k')).json.balance]).toEqual([500, 500]);

  // Redis forgets by its own clock, so it is asked how long it will remember.
  const answers = await redis().keys('credit:*');
  expect(answers).toHaveLength(1);
  const left = await redis().pttl(answers[0]!);
  expect(left).toBeLessThanOrEqual(WEEK);
  expect(left).toBeGreaterThan(WEEK - 60_000);
});

test('a credit and its line in the ledger come together', async () => {
  const id = await registered();
  jest.spyOn(Date, 'now').mockReturnValue(1_795_219_200_123);
  const { status, json } = await credit(id, 500, 'k');
  expect([status, json]).toEqual([
    200,
    { account_id: id, currency: 'CNY', blocked: false, max_rentals: 1, balance: 500, held: 0, outstanding: 0 },
  ]);
  await credit(id, 250, 'l');
  expect((await statement(id)).json.ledger).toEqual([
    { at: 1_795_219_200_123, type: 'credit', amount: 250, balance: 750 },
    { at: 1_795_219_200_123, type: 'credit', amount: 500, balance: 500 },
  ]);
});

test('a retry answers with the balance of the first time, whatever came between', async () => {
  const id = await registered();
  await credit(id, 500, 'first');
  await credit(id, 200, 'second');
  expect(await credit(id, 500, 'first')).toMatchObject({ status: 200, json: { balance: 500 } });
  expect((await statement(id)).json.balance).toBe(700);
});

test('another amount under the same key is refused, and changes nothing', async () => {
  const id = await registered();
  await credit(id, 500, 'k');
  expect(await credit(id, 501, 'k')).toMatchObject({ status: 422, json: { reason: 'idempotency_key_reused' } });
  expect((await statement(id)).json).toMatchObject({ balance: 500, ledger: [{ amount: 500 }] });
});

test("a key is an account's own: another account is topped up under the same one", async () => {
  const [one, other] = [await registered(), await registered()];
  await credit(one, 500, 'k');
  expect((await credit(other, 500, 'k')).json.balance).toBe(500);
});

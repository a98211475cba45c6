import { handler as credit } from '../../../functions/account/http/credit.ts';
import { handler as putAccount } from '../../../functions/account/http/put.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';

withRedis();

const WEEK = 7 * 24 * 3_600_000;

test('a credit can be retried under its key for seven days, and tops up once', async () => {
  const about = { path: { account_id: unique('rider') }, caller: OPERATOR };
  await call(putAccount, { ...about, method: 'PUT', body: { currency: 'CNY' } });
  const topUp = () =>
    call(credit, { ...about, method: 'POST', body: { amount: 500 }, headers: { 'Idempotency-Key': 'k' } });
  expect([(await topUp()).json.balance, (await topUp()).json.balance]).toEqual([500, 500]);

  // Redis forgets by its own clock, so it is asked how long it will remember.
  const answers = await redis().keys('credit:*');
  expect(answers).toHaveLength(1);
  const left = await redis().pttl(answers[0]!);
  expect(left).toBeLessThanOrEqual(WEEK);
  expect(left).toBeGreaterThan(WEEK - 60_000);
});

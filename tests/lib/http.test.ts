import { handler as getAccount } from '../../functions/account/http/get.ts';
import { handler as feed } from '../../functions/gbfs/http/feed.ts';
import { call, OPERATOR } from '../harness/call.ts';

beforeEach(() => {
  delete process.env.UPSTASH_REDIS_REST_URL; // a function that cannot work
});

test.each([
  [401, () => call(getAccount)],
  [403, () => call(getAccount, { caller: OPERATOR })],
  [404, () => call(feed, { path: { feed: 'weather' } })],
  [500, () => call(getAccount, { caller: { sub: 'somebody', role: 'rider' } })],
])('an error answer, as %i, is kept by nobody on the way', async (status, ask) => {
  const answer = await ask();
  expect(answer).toMatchObject({ status, json: { status } });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
});

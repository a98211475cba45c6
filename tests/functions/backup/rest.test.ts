import { createServer } from 'node:http';
import { restOf } from '../../../functions/backup/rest.ts';
import { onLoopback } from '../../../local/loopback.ts';
import { withTwoRedises } from './doors.ts';

const { old } = withTwoRedises();

test('a transaction is done whole or not at all', async () => {
  await expect(old.rest.transaction([['SET', 'a', '1'], ['GET']])).rejects.toThrow();
  expect(await old.send('EXISTS', 'a')).toBe(0);
  expect(
    await old.rest.transaction([
      ['SET', 'a', '1'],
      ['GET', 'a'],
      ['GET', 'b'],
      ['STRLEN', 'a'],
    ]),
  ).toEqual([Buffer.from('OK'), Buffer.from('1'), null, 1]);
});

test('what Redis refuses is told without the values that were sent', async () => {
  await old.send('SET', 'text', '1');
  const error = await old.rest.pipeline([['HSET', 'text', 'field', 'a secret']]).catch(({ message }: Error) => message);
  expect(error).toBe('Redis refused HSET: WRONGTYPE');
});

/** A Redis that answers with these statuses, one after the other, and then takes everything. */
async function answering(...statuses: number[]) {
  let asked = 0;
  const server = createServer((_, response) => {
    const status = statuses[asked] ?? 200;
    asked += 1;
    response.writeHead(status).end(status === 200 ? '[{"result":1}]' : '{"error":"no"}');
  });
  const { url, close } = await onLoopback(server);
  return { url, close, asked: () => asked };
}

test.each([
  [[503, 429], 1, 3],
  [[503, 503, 503], 'Redis answered 503', 3],
  [[401], 'Redis answered 401', 1],
  [[400], 'Redis answered 400', 1],
])('with %j it comes to %s after %i requests', async (statuses, outcome, requests) => {
  const { url, close, asked } = await answering(...statuses);
  const reply = await restOf(url, 'token', [1, 1])
    .pipeline([['DBSIZE']])
    .then(([size]) => size)
    .catch(({ message }: Error) => message);
  await close();
  expect([reply, asked()]).toEqual([outcome, requests]);
});

test('nothing to ask is not asked', async () => {
  const { url, close, asked } = await answering();
  const { pipeline, transaction } = restOf(url, 'token', []);
  const replies = [await pipeline([]), await transaction([])];
  await close();
  expect([replies, asked()]).toEqual([[[], []], 0]);
});

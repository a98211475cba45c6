import { outbox } from '../../lib/outbox.ts';
import { redis } from '../../lib/redis.ts';
import { withRedis } from '../harness/redis.ts';

withRedis();
beforeEach(() => redis().flushdb());

const KEY = 'outbox';
const add = async (...events: { id: number; due?: number }[]) => {
  for (const { id, due = 0 } of events) await redis().zadd(KEY, { score: due, member: JSON.stringify({ id }) });
};
const left = async () => ((await redis().zrange(KEY, 0, -1)) as string[]).map((text) => JSON.parse(text).id);

/** An outbox that publishes all but some, and what it has published. */
function outboxBut(bad: (id: number) => boolean) {
  const published: number[] = [];
  const events = outbox<{ id: number }>(KEY, async ({ id }) => {
    if (bad(id)) throw new Error(`no ${id}`);
    published.push(id);
  });
  return { ...events, published };
}

test('what was published is struck off; what could not be stays, and is told to the caller', async () => {
  await add({ id: 1 }, { id: 2 }, { id: 3 });
  const { send, published } = outboxBut((id) => id === 2);
  await expect(send(['{"id":1}', '{"id":2}', '{"id":3}'], 0)).rejects.toThrow('no 2');
  expect(published).toEqual([1, 3]);
  expect(await left()).toEqual([2]);
  await expect(send(['{"id":2}'], 0)).rejects.toThrow('no 2');
  await send([], 0);
});

test('the sweeper publishes what is due, and no more', async () => {
  await add({ id: 0, due: 0 }, { id: 1, due: 10 }, { id: 2, due: 11 });
  const { sweep, published } = outboxBut(() => false);
  await sweep(10);
  expect(published).toEqual([0, 1]);
  expect(await left()).toEqual([2]);
});

test('what fails again holds up nothing behind it, however much it is', async () => {
  await add(...Array.from({ length: 450 }, (_, i) => ({ id: i, due: i })));
  const { sweep, published } = outboxBut((id) => id < 250);
  await sweep(1000);
  expect(published.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => 250 + i));
  expect(await left()).toHaveLength(250);
}, 20_000);

test('an event is struck off before its caller goes on', async () => {
  await add({ id: 1 });
  const { send, published } = outboxBut(() => false);
  jest.spyOn(redis(), 'zrem').mockRejectedValueOnce(new Error('Redis is out of reach'));
  await expect(send(['{"id":1}'], 0)).rejects.toThrow('out of reach');
  jest.restoreAllMocks();
  expect(published).toEqual([1]);
});

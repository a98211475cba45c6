import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { broker, connect, connectPacket, listener, raw, taken, whenRoom } from '../../../harness/broker.ts';
import { eventually } from '../../../harness/eventually.ts';

describe('messages', () => {
  test('what is kept comes to a new subscription without wildcards alone', async () => {
    const { client, seen } = await listener('AAA');
    await client.publishAsync('a/b', '1', { qos: 1, retain: true });
    await client.subscribeAsync(['a/+', '#']);
    await client.publishAsync('a/b', '2', { qos: 1 });
    await eventually(() => expect(seen).toEqual(['a/b 2']));
    const other = await listener('BBB');
    await other.client.subscribeAsync('a/b');
    await eventually(() => expect(other.seen).toEqual(['a/b 1 kept']));
  });

  test('what is kept comes once, though a wildcard takes it, too', async () => {
    const { client, seen } = await listener('AAA');
    await client.publishAsync('a/b', '1', { qos: 1, retain: true });
    await client.subscribeAsync('a/b');
    await client.subscribeAsync('a/+');
    await client.publishAsync('a/b', '2', { qos: 1 });
    await eventually(() => expect(seen).toContain('a/b 2'));
    expect(seen).toEqual(['a/b 1 kept', 'a/b 2']);
  });

  test('what was published to be kept waits for a wildcard subscriber that is away', async () => {
    const { client } = await listener('AAA', { clean: false });
    await client.subscribeAsync('a/+', { qos: 1 });
    await client.endAsync();
    const other = await connect('BBB');
    await other.publishAsync('a/1', 'x', { qos: 1 });
    await other.publishAsync('a/2', 'x', { qos: 1, retain: true });
    const { seen } = await listener('AAA', { clean: false });
    await eventually(() => expect(seen).toEqual(['a/1 x', expect.stringContaining('a/2 x')]), 1000);
  });

  test('Basic Ingest reaches rules, and no subscriber', async () => {
    const { client, seen } = await listener('AAA');
    await client.subscribeAsync(['$aws/rules/#', 'a']).catch(() => {});
    await client.publishAsync('$aws/rules/watch/a', 'x', { qos: 1 });
    await client.publishAsync('a', 'x', { qos: 1 });
    await eventually(() => expect(seen).toContain('a x'));
    expect(seen).toEqual(['a x']);
  });
});

test('what there is no room for is neither taken nor acknowledged, nor is the next read; then all come in order', async () => {
  const { client, seen } = await listener('AAA');
  await client.subscribeAsync('a/+');
  const held: (() => void)[] = [];
  whenRoom.mockImplementation((go) => void held.push(go));
  let acknowledged = 0;
  const sent = [1, 2, 3].map((i) => client.publishAsync('a/b', `${i}`, { qos: 1 }).then(() => acknowledged++));
  await eventually(() => expect(held.length).toBeGreaterThan(0));
  await sleep(100);
  expect([acknowledged, seen, taken('a/b')]).toEqual([0, [], []]);
  whenRoom.mockImplementation((go) => go());
  for (const go of held) go();
  await Promise.all(sent);
  await eventually(() => expect(seen).toEqual(['a/b 1', 'a/b 2', 'a/b 3']));
  expect(taken('a/b')).toEqual(['1', '2', '3']);
});

test('no bytes whatever bring it down', async () => {
  const packet = fc
    .tuple(fc.nat(255), fc.uint8Array({ maxLength: 100 }))
    .map(([type, body]) => [type, body.length, ...body]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), packet), fc.boolean(), async (bytes, isConnected) => {
      const socket = await raw(...(isConnected ? [connectPacket('fuzz')] : []), Buffer.from(bytes));
      await new Promise<void>((resolve) => socket.end(resolve));
      socket.destroy();
    }),
    { numRuns: 300 },
  );
  await (await connect('AAA')).publishAsync('a', 'alive', { qos: 1 });
});

test('it closes at once, though somebody has connected and said nothing', async () => {
  await raw();
  const isClosed = broker.close().then(() => true);
  expect(await Promise.race([isClosed, sleep(2000, false)])).toBe(true);
});

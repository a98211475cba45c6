import fc from 'fast-check';
import { backedUp, clock, expectSame, type Files, restored, type Side, withTwoRedises } from './doors.ts';

const { old, other } = withTwoRedises();

/** Writes bytes that JSON could not carry. */
const FROM_HEX = `local values = {}
for i = 2, #ARGV do
  values[i - 1] = (ARGV[i]:gsub('..', function(digits) return string.char(tonumber(digits, 16)) end))
end
return redis.call(ARGV[1], KEYS[1], unpack(values))`;

const write = ({ send }: Side, name: string, key: string, values: Uint8Array[]) =>
  send('EVAL', FROM_HEX, 1, key, name, ...values.map((value) => Buffer.from(value).toString('hex')));

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.string({ unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
  fc.constantFrom('', 'OK', 'hash', 'null', '0', '-0', '[]', '{"base64":"AA=="}').map((text) => Buffer.from(text)),
);
const score = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(-Infinity, Infinity, 1e300, 5e-324));
const scoreText = score.map((one) => Buffer.from(one === Infinity ? 'inf' : one === -Infinity ? '-inf' : String(one)));

const some = fc.array(bytes, { minLength: 1, maxLength: 12 });
const pairs = fc.array(fc.tuple(bytes, bytes), { minLength: 1, maxLength: 12 }).map((list) => list.flat());
const scored = fc.array(fc.tuple(scoreText, bytes), { minLength: 1, maxLength: 12 }).map((list) => list.flat());
const content = fc.oneof(
  fc.tuple(
    fc.constant('SET'),
    bytes.map((value) => [value]),
  ),
  fc.tuple(fc.constant('RPUSH'), some),
  fc.tuple(fc.constant('SADD'), some),
  fc.tuple(fc.constant('HSET'), pairs),
  fc.tuple(fc.constant('ZADD'), scored),
);
const key = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('a:b:c', 'x:{y}', 'usage', 'device', '*', 'tale:account:1'),
);
const expiry = fc.option(fc.integer({ min: 60_000, max: 10 ** 12 }), { nil: undefined });
const contents = fc.uniqueArray(fc.tuple(key, content, expiry), { selector: ([name]) => name, maxLength: 30 });

test('whatever lies in a Redis lies in the restored one, to the byte', async () => {
  const property = fc.asyncProperty(contents, fc.integer({ min: 1, max: 2000 }), async (all, part) => {
    for (const { send } of [old, other]) await send('FLUSHALL');
    for (const [name, [command, values], left] of all) {
      await write(old, command, name, values);
      if (left !== undefined) await old.send('PEXPIRE', name, left);
    }
    await restored(await backedUp(old.rest, part), other.rest);
    await expectSame(old, other);
  });
  await fc.assert(property, { numRuns: 100 });
});

/** Large ones of each kind. */
async function fillLarge(small = 3000): Promise<void> {
  const many = Array.from({ length: 1700 }, (_, i) => `element ${i}`);
  await old.send('RPUSH', 'large:list', ...many);
  await old.send('SADD', 'large:set', ...many);
  await old.send('HSET', 'large:hash', ...many.flatMap((one) => [one, 'value']));
  await old.send('ZADD', 'large:zset', ...many.flatMap((one, i) => [i / 3, one]));
  for (let i = 0; i < small; i++) void old.send('SET', `small:${i}`, i);
  await old.send('PEXPIRE', 'large:list', 100_000);
}

test('large collections go in pieces, and many keys in many parts', async () => {
  await fillLarge();
  const files = await backedUp(old.rest, 20_000);
  expect(files.size).toBeGreaterThan(5);
  await restored(files, other.rest);
  await expectSame(old, other);
});

test('what has expired since the backup is left out', async () => {
  await old.send('SET', 'soon', '1', 'PX', 1500);
  await old.send('SET', 'late', '1', 'PX', 100_000);
  const files = await backedUp(old.rest);
  for (const end = clock() + 1600; clock() < end; ) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await restored(files, other.rest)).toEqual({ written: 1, expired: 1 });
  expect(String(await other.send('KEYS', '*'))).toBe('late');
});

test('a restore that was cut off is run again and gives the same, wherever it was', async () => {
  await fillLarge(700);
  const files = await backedUp(old.rest);
  let cuts = 0;
  for (let after = 1; ; after += 1) {
    await other.send('FLUSHALL');
    let asked = 0;
    const failing = {
      ...other.rest,
      pipeline: (commands: Parameters<typeof other.rest.pipeline>[0]) => {
        asked += 1;
        // what was cut may have been done, and nobody was told
        return asked > after
          ? other.rest.pipeline(commands).then(() => Promise.reject(new Error('cut')))
          : other.rest.pipeline(commands);
      },
    };
    const outcome = await restored(files, failing).catch((error: Error) => error.message);
    if (outcome !== 'cut') break;
    cuts += 1;
    // of the last request of all only the answer is missing
    if ((await other.send('EXISTS', 'backup:restoring')) === 1) await restored(files, other.rest);
    await expectSame(old, other);
  }
  expect(cuts).toBeGreaterThan(2);
});

test('a request whose answer was lost is sent again, and gives the same', async () => {
  const long = Array.from({ length: 1700 }, (_, i) => `${i}`.padEnd(2000));
  await old.send('RPUSH', 'long:list', ...long);
  await fillLarge(100);
  const twice = {
    ...other.rest,
    pipeline: async (commands: Parameters<typeof other.rest.pipeline>[0]) => {
      await other.rest.pipeline(commands);
      return other.rest.pipeline(commands);
    },
  };
  await restored(await backedUp(old.rest), twice);
  await expectSame(old, other);
});

test('a Redis that holds something is refused, unless it is to be emptied', async () => {
  await old.send('SET', 'mine', '1');
  await other.send('SET', 'theirs', '1');
  const files = await backedUp(old.rest);
  await expect(restored(files, other.rest)).rejects.toThrow(
    'the Redis holds 1 keys: name an empty one, or say --flush',
  );
  expect(String(await other.send('KEYS', '*'))).toBe('theirs');
  // what another restore has left is no better
  await other.send('SET', 'backup:restoring', 'another');
  await expect(restored(files, other.rest)).rejects.toThrow('--flush');
  await restored(files, other.rest, true);
  await expectSame(old, other);
  expect(String(await other.send('KEYS', '*'))).toBe('mine');
});

test('a part that cannot be stored ends the backup, which then has no manifest and is not restored', async () => {
  await fillLarge();
  const { exportTo } = await import('../../../functions/backup/export.ts');
  const files: Files = new Map();
  const put = async (name: string, body: Buffer) => {
    if (name === 'part-00002.ndjson.gz') throw new Error('no room');
    files.set(name, body);
  };
  await expect(exportTo(put, { rest: old.rest, stage: 'test', clock, part: 20_000 })).rejects.toThrow('no room');
  expect(files.has('manifest.json')).toBe(false);
  expect(files.size).toBeGreaterThan(0);
  await expect(restored(files, other.rest)).rejects.toThrow('there is no manifest.json');
});

test('a Redis that stops answering ends the backup', async () => {
  await fillLarge();
  let asked = 0;
  const { pipeline } = old.rest;
  const failing = {
    ...old.rest,
    pipeline: (commands: Parameters<typeof pipeline>[0]) => {
      asked += 1;
      return asked > 10 ? Promise.reject(new Error('away')) : pipeline(commands);
    },
  };
  await expect(backedUp(failing)).rejects.toThrow('away');
});

import hashLua from '../../lib/hash.lua';
import { redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { withRedis } from '../harness/redis.ts';

withRedis();

const hash = { name: 'lib.hash', lua: hashLua };
const setAll = script<'all', string[], null>(
  `local all_key = unpack(KEYS)
local hash = require 'lib.hash'
hash.set_all(all_key, cjson.decode(ARGV[1]))
return 'null'`,
  [hash],
);
const getAll = script<'all', string[], (string | false)[]>(
  `local all_key = unpack(KEYS)
local hash = require 'lib.hash'
return cjson.encode(hash.get_all(all_key, cjson.decode(ARGV[1])))`,
  [hash],
);

test.each([1, 999, 1000, 1001, 2000, 2500])('%i fields are written and read, each once and in order', async (count) => {
  await redis().del('all');
  const fields = Array.from({ length: count }, (_, i) => `f${i}`);
  await setAll(
    { all: 'all' },
    fields.flatMap((field, i) => [field, `${i}`]),
  );
  expect(await redis().hlen('all')).toBe(count);
  const asked = [...fields, 'none'];
  expect(await getAll({ all: 'all' }, asked)).toEqual([...fields.map((_, i) => `${i}`), false]);
});

import { script } from '../../lib/script.ts';
import { strings } from '../../lib/strings.ts';
import { withRedis } from '../harness/redis.ts';

withRedis();

const LUA = `local first_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local strings = require 'lib.strings'
strings.set_all(input.flat)
return cjson.encode(strings.get_all(KEYS, input.first))`;

test.each([1, 999, 1000, 1001, 2001])('%i strings are written and read, each under its key', async (count) => {
  const keys = Array.from({ length: count }, (_, i) => `text-${count}-${i}`);
  const run = script<'first', { flat: string[]; first: number }, (string | false)[]>(LUA, [strings]);
  const texts = await run({ first: 'none', rest: keys }, { flat: keys.flatMap((key) => [key, `of ${key}`]), first: 2 });
  expect(texts).toEqual(keys.map((key) => `of ${key}`));
});

import { redis } from '../../lib/redis.ts';
import { keyNames, script } from '../../lib/script.ts';
import { withRedis } from '../harness/redis.ts';

withRedis();
afterEach(() => jest.restoreAllMocks());

const PART = {
  name: 'test.sums',
  lua: `--[[
  A part: sums.double(n) and others.
]]
local sums = {}

local function twice(n)
  return 2 * n
end

function sums.double(n)
  return twice(n)
end

function sums.quadruple(n)
  return sums.double(sums.double(n))
end

function sums.half(n)
  return n / 2
end

return sums
`,
};

const LUA = `local a_key, b_key = unpack(KEYS)
local input = cjson.decode(ARGV[1])
local sums = require 'test.sums'
return cjson.encode({ keys = { a_key, b_key, KEYS[3] }, value = sums.quadruple(input.n) })`;

test('keys go by their names, in the order of the script, and others follow', async () => {
  const run = script<'a' | 'b', { n: number }, object>(LUA, [PART]);
  expect(await run({ b: 'second', a: 'first', rest: ['third'] }, { n: 3 })).toEqual({
    keys: ['first', 'second', 'third'],
    value: 12,
  });
  expect(keyNames(LUA)).toEqual(['a', 'b']);
  expect(keyNames('return 1')).toEqual([]);
});

test('a part comes with what the script calls, and with what that calls', async () => {
  const create = jest.spyOn(redis(), 'createScript');
  await script<'a' | 'b', { n: number }, object>(LUA, [PART])({ a: 'a', b: 'b' }, { n: 1 });
  const [[text]] = create.mock.calls as [[string]];
  expect(text).toContain('function sums.quadruple');
  expect(text).toContain('function sums.double');
  expect(text).not.toContain('function sums.half');
  expect(text.startsWith('#!lua flags=allow-key-locking\n')).toBe(true);
});

test('a part that nobody gives is missed before anything is sent', async () => {
  await expect(script<'a' | 'b', object, object>(LUA)({ a: 'a', b: 'b' }, {})).rejects.toThrow('test.sums');
});

test('a key that a call does not name is missed before anything is sent', async () => {
  const keys = { a: 'a' } as Record<'a' | 'b', string>;
  await expect(script<'a' | 'b', { n: number }, object>(LUA, [PART])(keys, { n: 1 })).rejects.toThrow('the key b,');
});

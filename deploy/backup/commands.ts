import { isUtf8 } from 'node:buffer';
import type { Entry } from '../../functions/backup/entry.ts';
import type { Command } from '../../functions/backup/rest.ts';

/**
 * What writes an entry into Redis, over whatever is there; done twice it gives the same. The first piece of a
 * collection replaces it, and the others add to what the pieces before have made.
 */
export function commandsOf({ key, type, values, from = 0, expires_at }: Entry): Command[] {
  if (type === 'string') return [command('SET', key, [...values, ...(expires_at ? texts('PXAT', expires_at) : [])])];
  const clear = from === 0 ? [['DEL', key]] : type === 'list' ? [['LTRIM', key, 0, from - 1]] : [];
  const expire = expires_at === undefined ? [] : [['PEXPIREAT', key, expires_at]];
  return [...clear, command(ADD[type], key, type === 'zset' ? scoreFirst(values) : values), ...expire];
}

const ADD = { list: 'RPUSH', set: 'SADD', hash: 'HSET', zset: 'ZADD' };

const texts = (...values: (string | number)[]): Buffer[] => values.map((value) => Buffer.from(String(value)));

/** Redis answers member, score, … and takes score, member, … */
const scoreFirst = (values: Buffer[]): Buffer[] => values.map((_, i) => values[i ^ 1]!);

/** JSON carries text only, so other bytes go through a script, as hexadecimal digits. */
function command(name: string, key: string, values: Buffer[]): Command {
  if (values.every((value) => isUtf8(value))) return [name, key, ...values.map(String)];
  return ['EVAL', FROM_HEX, 1, key, name, ...values.map((value) => value.toString('hex'))];
}

const FROM_HEX = `#!lua flags=allow-key-locking
local function bytes(hex)
  return (hex:gsub('..', function(digits) return string.char(tonumber(digits, 16)) end))
end
local values = {}
for i = 2, #ARGV do
  values[i - 1] = bytes(ARGV[i])
end
return redis.call(ARGV[1], KEYS[1], unpack(values))`;

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFUSALS, REJECTIONS } from '../../events/reasons.ts';
import { EDGES } from '../../functions/edges.ts';
import { KEYS } from '../../functions/keys.ts';
import { keyNames } from '../../lib/script.ts';
import { callsIn, keptIn, requiredBy } from './lua.ts';

const ROOT = join(__dirname, '../..');

const files = ['functions', 'lib'].flatMap((top) =>
  readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
    .filter((entry) => entry.endsWith('.lua'))
    .map((entry) => join(top, entry)),
);

const domainOf = (file: string) => (file.startsWith('lib/') ? 'lib' : file.split('/')[1]!);
const keyOf = (domain: string, name: string) => KEYS.find((one) => one.domain === domain && one.name === name);

/** What a script of a domain does that it may not; nothing where all is in order. */
function flaws(domain: string, lua: string): string[] {
  const uses = [domain, 'lib', ...(EDGES[domain] ?? [])];
  const foreign = requiredBy(lua).filter((part) => !uses.includes(part.split('.')[0]!));
  const unknown = keyNames(lua).filter((name) => !uses.some((one) => keyOf(one, name)));
  return [
    ...foreign.map((part) => `requires ${part}, which ${domain} does not use`),
    ...unknown.map((name) => `names a key ${name} that is nobody's`),
    ...(domain === 'lib' ? [] : callsIn(lua).flatMap((call) => flawOf(domain, call))),
    ...undeclared(keyOf('device', 'device')!, keptIn(lua)),
    ...(domain === 'device' ? [] : keptIn(lua)).map((field) => `touches ${field} of a device`),
  ];
}

/** The fields that a key does not have; one such as `property:{name}` stands for many. */
function undeclared({ name, spec }: NonNullable<ReturnType<typeof keyOf>>, fields: readonly (string | undefined)[]) {
  const patterns = Object.keys(spec.fields ?? {}).map((field) => new RegExp(`^${field.replace(/\{\w+\}/g, '.*')}$`));
  return fields
    .filter((field) => field !== undefined && !patterns.some((pattern) => pattern.test(field)))
    .map((field) => `${field} is no field of ${name}`);
}

function flawOf(domain: string, { command, key: variable, literals }: ReturnType<typeof callsIn>[number]): string[] {
  const key = keyOf(domain, variable.replace(/_key$/, ''));
  if (!variable.endsWith('_key') || !key) return [`${command} on ${variable}, which is no key of ${domain}`];
  if (!key.spec.fields) return [];
  const named = /^HSET(NX)?$/.test(command) ? literals.filter((_, i) => i % 2 === 0) : literals;
  return undeclared(key, named);
}

test.each(files)('%s touches the keys and fields of its own domain, and others only through their Lua', (file) => {
  expect(flaws(domainOf(file), readFileSync(join(ROOT, file), 'utf8'))).toEqual([]);
});

/** The reasons that a script gives, by any of the ways in which scripts give one. */
const reasonsIn = (lua: string): string[] =>
  [...lua.matchAll(/(?:return |refuse\(|"refused":)["']([a-z_]+)["']/g)]
    .map(([, word]) => word!)
    .filter((word) => word !== 'true' && word !== 'false');

test('a script gives only reasons that events/reasons.ts knows', () => {
  const given = files.flatMap((file) => reasonsIn(readFileSync(join(ROOT, file), 'utf8')));
  expect(given.length).toBeGreaterThan(15);
  expect(given.filter((reason) => !(reason in REFUSALS || reason in REJECTIONS))).toEqual([]);
});

test('every script is looked at', () => {
  expect(files.length).toBeGreaterThan(12);
  const money = readFileSync(join(ROOT, 'functions/account/money.lua'), 'utf8');
  expect(callsIn(money).map(({ command }) => command)).toEqual(['HMGET', 'RPUSH', 'HSET']);
});

test.each([
  ['another domain’s key', "redis.call('HGET', account_key, 'balance')"],
  ['a key without a name', "redis.call('GET', KEYS[1])"],
  ['another domain’s key by a part of lib', 'hash.set_all(account_key, fields)'],
  ['another domain’s Lua without an edge', "local heat = require 'heatmap.seen'"],
  ['a field of a device’s record', 'kept.fence = 1'],
  ['a key that nobody has', 'local planet_key = unpack(KEYS)'],
])('a script of rental may not use %s', (_, lua) => {
  expect(flaws('rental', lua)).toHaveLength(1);
});

test.each([
  ['account', "redis.call('HGET', account_key, 'colour')"],
  ['account', "redis.call('HSET', account_key, 'blocked', 1, 'balanced', text)"],
  ['device', 'kept.lease_till = until_text'],
  ['device', "kept['property' .. name] = nil"],
])('a field of %s that is not declared is found: %s', (domain, lua) => {
  expect(flaws(domain, lua)).toHaveLength(1);
});

import { applied } from './edits/edit.ts';
import { statementsOf, withProbes } from './edits/lua-probes.ts';
import { withSwitches } from './edits/schemata.ts';
import { editsOf, mutantsOf } from './mutant.ts';

const changes = (file: string, text: string) => mutantsOf(file, text).map(({ change }) => change);

describe('a TypeScript source', () => {
  test.each([
    ['a < b;', ['a < b -> a <= b']],
    ['a >= b;', ['a >= b -> a > b']],
    ['if (a) b = c;', ['a -> !(a)']],
    ['() => { if (!a) return b; }', ['!a -> a', 'return b; removed']],
    ['x = a && b;', ['a && b -> a || b']],
    ['x = (a - 1) * b;', ['(a - 1) * b -> (a - 1) / b', 'a - 1 -> a + 1', '1 -> 2']],
    ['x = true;', ['true -> false']],
    ['await send(a);', ['await send(a); removed', 'await send(a) -> send(a)']],
    ['x = Math.min(a, b);', ['Math.min(a, b) -> Math.max(a, b)']],
    ["x = 'a_reason';", ["'a_reason' -> 'a_reason_'"]],
    ["const x = '…' as const; y = 5;", ["'…' -> '…_'", '5 -> 6']],
  ])('%s', (text, expected) => {
    expect(changes('a.ts', text)).toEqual(expected);
  });

  test.each([
    "import a from './a.ts';",
    "x = 'a sentence for people';",
    "log.error('failed', { count: 1 });",
    "type A = 'a' | 1; const x: 'b' = y;",
    "x = { 'a-key': y };",
  ])('nothing of %s', (text) => {
    expect(changes('a.ts', text)).toEqual([]);
  });

  test('holds all its changes, and is itself while none is on', () => {
    const text =
      'function f(a, b, c, g) { let r = 0; if (a + 1 < b && !c) r = g(Math.max(a, b)); if (r) return r; return 5; }';
    const switched = withSwitches('a.ts', text, editsOf('a.ts', text));
    const outcome = (source: string, on: number) =>
      new Function('skeinMutants', `${source} return f(1, 3, false, (most) => most * 10);`)({
        source: () => (index: number) => index === on,
      });
    expect(outcome(switched, -1)).toBe(30);
    const all = editsOf('a.ts', text);
    expect(all.length).toBeGreaterThan(5);
    for (const [index, edit] of all.entries()) expect(outcome(switched, index)).toBe(outcome(applied(text, edit), -1));
  });
});

test.each([
  ['if a <= b then c = 1 end', ['<= -> <', '1 -> 2']],
  ['if found then\n  return nil\nend', ['found -> not (found)', 'return nil removed']],
  ['x = a and b or not c', ['and -> or', 'or -> and', 'not removed']],
  ['x = math.max(-a, b - c)', ['max -> min', '- removed', '- -> +']],
  ["redis.call('HSET', key,\n  'kind', kind)", ["redis.call('HSET', key, 'kind', kind) removed", "'kind' -> 'kind_'"]],
  ["x = redis.call('SET', key, '1', 'EX', keep) -- 5", ["'EX' -> 'PX'"]],
  ['--[[ a < b ]]', []],
])('the Lua source %s', (text, expected) => {
  expect(changes('a.lua', text)).toEqual(expected);
});

test.each([
  ['size: 512 # MB', ['size: 512 # MB removed', '512 -> 513']],
  ['on: true', ['on: true removed', 'true -> false']],
  ['a:\n  - b\n  - c', ['a: - b - c removed', '- b removed', 'b -> bx', '- c removed', 'c -> cx']],
  [
    "- { path: '/v1/{id}', by: &it POST }",
    ["- { path: '/v1/{id}', by: &it POST } removed", "'/v1/{id}' -> '/v1/{id}x'", 'POST -> POSTx'],
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the framework
  ['url: ${param:url}', ['url: ${param:url} removed', '${param:url} -> ${param:url}x']],
  [
    "sql: >-\n  SELECT a\n  FROM 'b'",
    ["sql: >- SELECT a FROM 'b' removed", 'SELECT a removed', "FROM 'b' removed", "'b' -> 'bx'"],
  ],
])('the YAML source %s', (text, expected) => {
  expect(changes('a.yml', text)).toEqual(expected);
});

test('a Lua source with probes says which statement a change belongs to', () => {
  const text = 'local a = f(\n  1)\nif a then\n  g()\nelseif b then\n  h()\nend\nreturn { x =\n  2 }';
  const none = undefined;
  const lines = withProbes('a.lua', text).split('\n');
  expect(lines.map((line) => /#(\d)/.exec(line)?.[1])).toEqual(['0', none, '1', '2', none, '3', none, '4', none]);
  const statementAt = statementsOf(text);
  expect(['1)', 'a then', 'g()', 'b then', 'h()', '2 }'].map((at) => statementAt(text.indexOf(at)))).toEqual([
    0, 1, 2, 1, 3, 4,
  ]);
});

import { evaluate, type Json, parse } from '@skein/iot-sql';
import { environment, run, value } from './run.ts';

describe('operators', () => {
  const rows: [expression: string, expected: Json | undefined][] = [
    ['0.1 + 0.2', 0.3],
    ['1.1 * 3', 3.3],
    ['0.3 - 0.1', 0.2],
    ['0.3 / 0.1', 3],
    ['10.5 / 4', 2.625],
    ['5.5 % 0.1', 0],
    ['(50 - 32) * 5 / 9', 10],
    ['2 + 3 * 4', 14],
    ['10 - 4 - 3', 3],
    ['-7 / 2', -3],
    ["'7' / 2", 3.5],
    ['7 / 0', undefined],
    ['7.5 % 0', undefined],
    ['9007199254740993 * 3', 27021597764222976],
    ['1E308 * 10', undefined],
    ['- - 5', 5],
    ["-'5'", -5],
    ["'5' - true", undefined],
    ['1 + true', undefined],
    ['1 + NULL', undefined],
    ["'a' + [1, 'b']", 'a[1,"b"]'],
    ["'a' + NULL", undefined],
    ["'10' > 9", true],
    ["'b' > 'a'", undefined],
    ['NULL < 1', undefined],
    ["3 = '3'", false],
    ['NULL = NULL', true],
    ['missing = missing', undefined],
    ['missing <> 1', undefined],
    ["[1, {'a': 2, 'b': 3}] = [1, {'b': 3, 'a': 2}]", true],
    ['[1, 2] <> [2, 1]', true],
    ["{'a': 1} = {'b': 1}", false],
    ["true AND 'TRUE'", true],
    ["'false' OR false", false],
    ['false AND missing', undefined],
    ['true OR 1', undefined],
    ["NOT 'true'", false],
    ['NOT NOT true', true],
    ['NOT 1 = 2', true],
    ['true OR false AND false', true],
    ['3 IN (1, 2, 3)', true],
    ['4 IN [1, 2, 3]', false],
    ["'3' IN [3]", false],
    ['[1] IN [[1]]', true],
    ['3 IN (3)', true],
    ['missing IN [1]', undefined],
    ['3 IN missing', undefined],
    ['EXISTS (SELECT * FROM list WHERE id = 2)', true],
    ['exists(SELECT * FROM list WHERE id = 3)', false],
    ['exists(SELECT * FROM missing)', false],
    ['2 IN (SELECT VALUE id FROM list)', true],
    ['CASE missing WHEN 1 THEN 2 ELSE 3 END', undefined],
    ["CASE 1 WHEN '1' THEN 'text' WHEN 1.0 THEN 'number' END", 'number'],
    ['CASE NULL WHEN NULL THEN 1 END', 1],
    ['[1, missing, NULL]', [1, null]],
    ["{'a': missing, 'b': [], 'c': {}}", { b: [], c: {} }],
    ['list[1].id', 2],
    ['list[0 + 1].missing', undefined],
    ["list[0]['id']", 1],
    ['\'it\'\'s\' + " ""so"""', 'it\'s "so"'],
    ['TrUe', true],
  ];
  test.each(rows)('%s', (expression, expected) => {
    expect(value(expression, { list: [{ id: 1 }, { id: 2 }] })).toEqual(expected);
  });
});

describe('output', () => {
  const payload = '{"a":{"b":{"c":1}},"value":2,"n":null}';
  const rows: [sql: string, expected: Json][] = [
    ["SELECT a.b.c, value FROM 't'", { c: 1, value: 2 }],
    ["SELECT value.x, get(a, 'b'), Upper('x') FROM 't'", { get: { c: 1 }, Upper: 'X' }],
    ["SELECT *, 3 AS value FROM 't'", { a: { b: { c: 1 } }, value: 3, n: null }],
    ["SELECT 3 AS value, * FROM 't'", { a: { b: { c: 1 } }, value: 3, n: null }],
    ["SELECT a, 2 AS a.b.d, 3 AS a.e FROM 't'", { a: { b: { c: 1, d: 2 }, e: 3 } }],
    ["SELECT value, 1 AS value.x FROM 't'", { value: { x: 1 } }],
    ["SELECT VALUE value FROM 't'", 2],
    ["SELECT VALUE missing FROM 't'", ''],
    ["SELECT VALUE * FROM 't'", { a: { b: { c: 1 } }, value: 2, n: null }],
    ["SELECT VALUE NULL FROM 't'", null],
    ["SELECT missing FROM 't'", {}],
    ["SELECT value AS select FROM 't' WHERE 'true'", 'no match'],
    ["SET @x = a.b, @y = @x.c + 1 SELECT @y, @x.c AS c FROM 't' WHERE @y = 2", { y: 2, c: 1 }],
  ];
  test.each(rows)('%s', (sql, expected) => expect(run(sql, payload)).toEqual(expected));

  test('leaves the payload of the same message alone', () => {
    const output = run("SELECT *, 2 AS a.b.c, a AS d FROM 't'", payload);
    expect(output).toEqual({ a: { b: { c: 2 } }, d: { b: { c: 1 } }, value: 2, n: null });
  });

  test('takes __proto__, constructor and toString for plain keys', () => {
    const odd = '{"__proto__":{"x":1},"a":{"__proto__":2}}';
    expect(JSON.stringify(run("SELECT *, 3 AS a.constructor FROM 't'", odd))).toBe(
      '{"__proto__":{"x":1},"a":{"__proto__":2,"constructor":3}}',
    );
    expect(JSON.stringify(run("SELECT __proto__, toString, a.constructor, 1 AS b.__proto__.x FROM 't'", odd))).toBe(
      '{"__proto__":{"x":1},"b":{"__proto__":{"x":1}}}',
    );
    expect(
      run("SELECT isUndefined(toString) AS x, a.constructor.name, __proto__.valueOf FROM 't'", '{"a":{}}'),
    ).toEqual({
      x: true,
    });
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('nested queries', () => {
  const payload = {
    e: [
      { n: 'temperature', v: 22.5 },
      { n: 'light', v: 135 },
    ],
    groups: [{ key: 'p', members: [1, 2] }],
    wanted: 'light',
    one: { a: 1, b: 2 },
  };
  const rows: [expression: string, expected: Json | undefined][] = [
    ["(SELECT v FROM e WHERE n = 'temperature')", [{ v: 22.5 }]],
    ["get((SELECT v FROM e WHERE n = 'temperature'), 0).v", 22.5],
    ['(SELECT VALUE x.n FROM e AS x WHERE x.v > 100)', ['light']],
    ['(SELECT VALUE (SELECT VALUE g.key + m FROM g.members AS m) FROM groups AS g)', [['p1', 'p2']]],
    ['(SELECT missing FROM e)', [{}, {}]],
    ['(SELECT VALUE missing FROM e)', []],
    ['(SELECT VALUE v FROM e WHERE n = wanted)', []],
    ['(SELECT b FROM one)', { b: 2 }],
    ['(SELECT b FROM one WHERE a = 2)', undefined],
    ['(SELECT b FROM wanted)', undefined],
    ['(SELECT VALUE wanted FROM *)', ['light']],
    ['isNull(SELECT VALUE v FROM e)', false],
  ];
  test.each(rows)('%s', (expression, expected) => expect(value(expression, payload)).toEqual(expected));
});

describe('payloads that are not JSON', () => {
  const bytes = Uint8Array.of(0xff, 0x00, 0x80);

  test('pass as the bytes that were published', () => {
    const message = { topic: 't', payload: bytes };
    expect(evaluate(parse("SELECT * FROM 't'"), message, environment)).toEqual({ matched: true, value: bytes });
    expect(evaluate(parse("SELECT VALUE * FROM 't'"), message, environment)).toEqual({ matched: true, value: bytes });
  });

  const rows: [sql: string, payload: string | Uint8Array, expected: Json][] = [
    ["SELECT encode(*, 'base64') AS data FROM 't'", bytes, { data: '/wCA' }],
    ["SELECT encode(*, 'base64') AS data FROM 't'", '{"a":1}', { data: 'eyJhIjoxfQ==' }],
    ["SELECT *, 1 AS x FROM 't'", bytes, { x: 1 }],
    ["SELECT *, 1 AS x FROM 't'", '', { x: 1 }],
    ["SELECT a, * + 1 AS b, isUndefined(*.a) AS c FROM 't'", 'raw', { c: true }],
    ["SELECT * FROM 't' WHERE a = 1", 'raw', 'no match'],
    ["SELECT * FROM 't' WHERE timestamp() % 5 = 0", 'raw', 'raw'],
    ["SELECT * FROM 't'", '80', '80'],
    ["SELECT * FROM 't'", '"text"', '"text"'],
    ["SELECT * FROM 't'", '[1,2]', [1, 2]],
    ["SELECT (SELECT VALUE a FROM *) AS all FROM 't'", '[{"a":1},{"a":2}]', { all: [1, 2] }],
    ["SELECT a, a + 1 AS b, a = a AS c, a > 1 AS d, 'x' + a AS e FROM 't'", '{"a":1e999}', {}],
  ];
  test.each(rows)('%s of %j', (sql, payload, expected) => expect(run(sql, payload)).toEqual(expected));

  test('among them is JSON of a depth that would overflow a stack', () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    expect(run("SELECT * FROM 't'", deep)).toBe(deep);
    expect(run("SELECT * FROM 't'", `{"a":${'['.repeat(500)}${']'.repeat(500)}}`)).toHaveProperty('a');
  });

  test('a result too large to build does not fire', () => {
    const payload = JSON.stringify({ a: 'x'.repeat(60_000) });
    expect(run("SELECT replace(a, 'x', a) AS r FROM 't'", payload)).toBe('no match');
  });
});

describe('Basic Ingest', () => {
  const topic = '$aws/rules/crowd/devices/7/crowd';

  test('is all that a statement without FROM takes', () => {
    expect(run('SELECT topic(2) AS id', '{}', { topic })).toEqual({ id: '7' });
    expect(run('SELECT topic(2) AS id', '{}', { topic: 'devices/7/crowd' })).toBe('no match');
  });

  test('is filtered by the topic behind the prefix', () => {
    expect(run("SELECT topic() AS t FROM 'devices/+/crowd'", '{}', { topic })).toEqual({ t: 'devices/7/crowd' });
    expect(run("SELECT topic() AS t FROM 'phones/#'", '{}', { topic })).toBe('no match');
  });
});

test('a statement shows its topic filter', () => {
  expect(parse("SELECT * FROM 'a/+/#'").from).toBe('a/+/#');
  expect(parse('SELECT *').from).toBeUndefined();
});

import { evaluate, type Json, parse, SqlError, sqlJson } from '@skein/iot-sql';
import { environment } from './run.ts';

const DATA = JSON.stringify({
  Flag: '04',
  Powers: [{ Power: 12.5 }, { Power: 7 }],
  'a b': { "it's": null },
  n: { n: 1 },
});

/** What an expression gives of a payload whose `data` is JSON in a string; undefined where it is left out. */
function value(expression: string, payload: Json = { data: DATA }): Json | undefined {
  const statement = parse(`SELECT ${expression} AS result FROM 't'`, sqlJson);
  const outcome = evaluate(statement, { topic: 't', payload: JSON.stringify(payload) }, environment);
  return outcome.matched ? (outcome.value as { result?: Json }).result : undefined;
}

test.each<[string, Json | undefined]>([
  ["json_value(data, '$.Flag')", '04'],
  ["json_value(data, '$.Powers[1].Power')", 7],
  ["JSON_VALUE(data, 'lax $.Powers[0].Power')", 12.5],
  ["json_value(data, '$.Powers[2].Power')", undefined],
  ["json_value(data, '$.Powers')", undefined],
  [`json_value(data, '$."a b"."it''s"')`, null],
  ["json_value(data, '$.Flag.x')", undefined],
  ["json_value(data, '$.toString')", undefined],
  ["json_value(data, 'Flag')", undefined],
  ["json_value(data, '$.Flag ')", undefined],
  ["json_value(data, '$.Powers[*]')", undefined],
  ["json_value('no JSON', '$')", undefined],
  ["json_value('5', '$')", 5],
  ["json_value(missing, '$.Flag')", undefined],
  ["json_query(data, '$.Powers[0]')", { Power: 12.5 }],
  ["json_query(data, '$.Powers')", [{ Power: 12.5 }, { Power: 7 }]],
  ["json_query(data, '$.Flag')", undefined],
  ["isUndefined(json_query(data, '$.Powers[9]'))", true],
  ["json_value(data, '$.Flag') IN ['04', '05']", true],
  ["(SELECT p.Power AS w FROM json_query(data, '$.Powers') AS p)", [{ w: 12.5 }, { w: 7 }]],
])('%s', (expression, expected) => {
  expect(value(expression)).toEqual(expected);
});

test('an object is taken as it is', () => {
  expect(value("json_value(data, '$.n.n')", { data: { n: { n: 1 } } })).toBe(1);
});

test('a rule of the broker cannot use them, as AWS has none', () => {
  expect(() => parse("SELECT json_value(data, '$.Flag') AS flag FROM 't'")).toThrow(SqlError);
});

test('a rule that would take more steps than it may fails', () => {
  const items = Array.from({ length: 1000 }, (_, i) => i);
  const statement = parse("SELECT (SELECT VALUE x FROM items AS x WHERE x > 5) AS some FROM 't'");
  const message = { topic: 't', payload: JSON.stringify({ items }) };
  expect(evaluate(statement, message, { ...environment, steps: 500 })).toEqual({ matched: false, failed: true });
  expect(evaluate(statement, message, { ...environment, steps: 5000 })).toMatchObject({ matched: true });
});

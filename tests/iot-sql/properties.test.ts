// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of AWS's, not of JavaScript's

import { evaluate, type Message, parse, parseTemplate, render, SqlError } from '@skein/iot-sql';
import fc from 'fast-check';
import cases from './cases.json';
import { environment } from './run.ts';

const statements = cases.map(({ sql }) => sql);
const words = `SELECT VALUE FROM WHERE AS AND OR NOT IN EXISTS CASE WHEN THEN ELSE END SET NULL true cast abs topic
  get encode decode a.b @v 't/#' "x" 'base64' 1 2.5 1E3 * + - / % = <> <= ( ) [ ] { } , . : \${`.split(/\s+/);

function onlySqlError(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(SqlError);
    const { position } = error as SqlError;
    expect(Number.isInteger(position) && position >= 0).toBe(true);
  }
}

test('random text is refused by SqlError alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      onlySqlError(() => parse(text));
      onlySqlError(() => parse(`SELECT ${text}`));
      onlySqlError(() => parseTemplate(`\${${text}}`));
    }),
    { numRuns: 3000 },
  );
});

test('random words are refused by SqlError alone', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), (tokens) => {
      onlySqlError(() => parse(`SELECT ${tokens.join(' ')}`));
      onlySqlError(() => parseTemplate(tokens.join(' ')));
    }),
    { numRuns: 3000 },
  );
});

test('a mutated statement is refused by SqlError alone, or never throws', () => {
  const mutation = fc.record({
    sql: fc.constantFrom(...statements),
    at: fc.nat(200),
    drop: fc.nat(6),
    insert: fc.oneof(fc.constantFrom('', ...words), fc.string({ maxLength: 3 })),
  });
  fc.assert(
    fc.property(mutation, fc.json(), ({ sql, at, drop, insert }, payload) => {
      const offset = at % (sql.length + 1);
      const mutated = sql.slice(0, offset) + insert + sql.slice(offset + drop);
      onlySqlError(() => {
        const statement = parse(mutated);
        evaluate({ ...statement, from: '#' }, { topic: 't/x', payload }, environment);
      });
    }),
    { numRuns: 3000 },
  );
});

const payloads: fc.Arbitrary<Message['payload']> = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 50 }),
);

test('evaluation does not throw, and gives JSON, for any payload', () => {
  const parsed = statements.map((sql) => ({ ...parse(sql), from: '#' }));
  fc.assert(
    fc.property(fc.constantFrom(...parsed), payloads, fc.string(), (statement, payload, topic) => {
      const outcome = evaluate(statement, { topic, payload }, environment);
      if (!outcome.matched || outcome.value instanceof Uint8Array) return;
      expect(JSON.parse(JSON.stringify(outcome.value))).toEqual(outcome.value);
    }),
    { numRuns: 5000 },
  );
});

test('every function takes every value', () => {
  const calls = `abs acos asin atan ceil chr cos cosh exp floor ln log round sign sin sinh sqrt tan tanh bitnot length
    lower upper ltrim rtrim trim numbytes md2 md5 sha256 isNull isUndefined topic atan2 bitand bitor bitxor mod power
    trunc endswith startswith indexof lpad rpad substring get nanvl get_or_default concat replace parse_time
    time_to_epoch transform regexp_matches regexp_substr regexp_replace`
    .split(/\s+/)
    .map((name) => `[${name}(a), ${name}(a, b), ${name}(a, b, c)]`);
  const operators = '+ - * / % = <> < <= > >= AND OR IN'.split(' ').map((operator) => `a ${operator} b`);
  const casts = ['Int', 'Decimal', 'Boolean', 'String'].map((type) => `cast(a AS ${type})`);
  const everything = parse(`SELECT [${[...calls, ...operators, ...casts].join(', ')}] AS x FROM '#'`);
  const odd = fc.oneof(
    fc.constantFrom(0, -0, 1e308, -1e-308, 2 ** 53, '1e999', '-1.5', 'true', '(', 'yyyy', 'UTC', '$1', '\\', null),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(odd, odd, odd, (a, b, c) => {
      const message = { topic: 't', payload: JSON.stringify({ a, b, c }) };
      expect(evaluate(everything, message, environment).matched).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a rendered template holds what the payload says', () => {
  const template = parseTemplate('<${a}>');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (a) => {
      const message = { topic: 't', payload: JSON.stringify({ a }) };
      expect(render(template, message, environment)).toBe(`<${a}>`);
    }),
  );
});

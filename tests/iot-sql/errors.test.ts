import { parse, SqlError } from '@skein/iot-sql';

function errorOf(sql: string): SqlError {
  try {
    parse(sql);
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
  throw new Error(`parsed: ${sql}`);
}

const NAMELESS = 'AS and a name, since only fields and functions have one';

test.each([
  ['', 0, 'SELECT', 'the end of the text'],
  ['UPDATE x', 0, 'SELECT', 'UPDATE'],
  ['SELECT', 6, 'an expression', 'the end of the text'],
  ["SELECT FROM 't'", 7, 'an expression', 'FROM'],
  ["SELECT a, FROM 't'", 10, 'an expression', 'FROM'],
  ["SELECT a b FROM 't'", 9, 'AS, a comma, FROM, WHERE or the end of the text', 'b'],
  ["SELECT a FROM 't' b", 18, 'WHERE or the end of the text', 'b'],
  ["SELECT a FROM 't' WHERE", 23, 'an expression', 'the end of the text'],
  ["SELECT a FROM 't' WHERE a b", 26, 'an operator or the end of the text', 'b'],
  ['SELECT a AS 1', 12, 'a name', '1'],
  ['SELECT a.0', 9, 'a name, or get() for a key that is none', '0'],
  ['SELECT 1 + 2', 7, NAMELESS, '1'],
  ['SELECT a[0]', 7, NAMELESS, 'a'],
  ['SELECT (1, 2) AS x', 9, ')', ','],
  ['SELECT [1 2] AS x', 10, ', or ]', '2'],
  ['SELECT {a: 1} AS x', 8, 'a key in quotes', 'a'],
  ["SELECT {'a' 1} AS x", 12, ':', '1'],
  ['SELECT CASE a END AS x', 14, 'WHEN', 'END'],
  ['SELECT CASE a WHEN 1 ELSE 2 END', 21, 'THEN', 'ELSE'],
  ['SELECT exists(a) AS x', 14, 'a query', 'a'],
  ['SELECT (SELECT a) AS x', 16, 'FROM', ')'],
  ['SELECT a FROM t', 14, 'a topic filter in single quotes', 't'],
  ['SELECT a FROM "t"', 14, 'a topic filter in single quotes', '"t"'],
  ["SELECT a FROM 't/#/x'", 14, 'a topic filter with + and # as whole levels, and # as the last', "'t/#/x'"],
  ["SELECT a FROM ''", 14, 'a topic filter with + and # as whole levels, and # as the last', "''"],
  ["SELECT 'abc", 7, "a closing '", 'the end of the text'],
  ['SELECT a != 1', 9, 'a word, a number, a string or an operator', '!'],
  ['SELECT 👍', 7, 'a word, a number, a string or an operator', '👍'],
  ['SELECT 1E999 AS x', 7, 'a number that a double can hold', '1E999'],
  ['SELECT nosuch(1) AS x', 7, 'a function of AWS IoT SQL', 'nosuch()'],
  ['SELECT constructor(1) AS x', 7, 'a function of AWS IoT SQL', 'constructor()'],
  [
    "SELECT decode(a, 'proto', 'b') AS x",
    7,
    "'base64', the only scheme of decode() that needs nothing from S3",
    '"proto"',
  ],
  ['SELECT encode(*, b) AS x', 7, "'base64', the only scheme of encode() that needs nothing from S3", 'an expression'],
  ['SET a = 1 SELECT a', 4, 'a variable, as in @name', 'a'],
  ['SET @a = 1, @a = 2 SELECT a', 12, 'a variable that is not set yet', '@a'],
  ['SET @a = @b, @b = 1 SELECT a', 9, 'a variable that SET has defined', '@b'],
  [`SET @${'a'.repeat(65)} = 1 SELECT a`, 4, 'a name of at most 64 characters', `@${'a'.repeat(49)}`],
])('%s', (sql, position, expected, found) => {
  expect(errorOf(sql)).toMatchObject({ name: 'SqlError', position, expected, found });
});

test.each([
  ['aws_lambda', 'it calls a Lambda function'],
  ['get_dynamodb', 'it reads a DynamoDB table'],
  ['get_mqtt_property', 'it reads the header of an MQTT 5 message'],
  ['get_registry_data', 'it reads the registry of AWS IoT'],
  ['get_secret', 'it reads AWS Secrets Manager'],
  ['get_thing_shadow', 'it reads a device shadow'],
  ['get_user_properties', 'it reads the header of an MQTT 5 message'],
  ['machinelearning_predict', 'it asks a model of Amazon Machine Learning'],
])('%s is refused wherever it stands, with the reason', (name, reason) => {
  const found = `${name}(), which is not supported: ${reason}`;
  expect(errorOf(`SELECT a FROM 't' WHERE ${name}('x', a).b = 1`)).toMatchObject({ position: 24, found });
  expect(errorOf(`SELECT (SELECT * FROM ${name}()) AS x FROM 't'`)).toMatchObject({ position: 22, found });
});

test('a type that cast() does not have', () => {
  expect(errorOf('SELECT cast(a AS blob)')).toMatchObject({ position: 17, found: 'blob' });
});

test('the message gives line and column', () => {
  expect(errorOf("SELECT a,\n  b c\nFROM 't'").message).toBe(
    'line 2, column 5: expected AS, a comma, FROM, WHERE or the end of the text, found c',
  );
});

describe('limits', () => {
  test.each([
    ['parentheses', (n: number) => `${'('.repeat(n)}1${')'.repeat(n)}`],
    ['arrays', (n: number) => '['.repeat(n) + ']'.repeat(n)],
    ['calls', (n: number) => `${'abs('.repeat(n)}1${')'.repeat(n)}`],
    ['queries', (n: number) => `${'(SELECT VALUE '.repeat(n)}1${' FROM a)'.repeat(n)}`],
    ['NOT', (n: number) => `${'NOT '.repeat(n)}a`],
    ['signs', (n: number) => `${'-'.repeat(n)}1`],
    ['CASE', (n: number) => `${'CASE 1 WHEN 1 THEN '.repeat(n)}1${' END'.repeat(n)}`],
    ['indices', (n: number) => `a${'[a'.repeat(n)}${']'.repeat(n)}`],
  ])('nesting of %s', (_, nested) => {
    expect(() => parse(`SELECT ${nested(90)} AS x`)).not.toThrow();
    expect(errorOf(`SELECT ${nested(10_000)} AS x`)).toMatchObject({ expected: 'at most 100 levels of nesting' });
  });

  test('length', () => {
    expect(errorOf(`SELECT a${' '.repeat(256 * 1024)}`)).toMatchObject({ expected: 'at most 262144 bytes of SQL' });
  });

  test.each([
    ['operators', `SELECT ${'1+'.repeat(120_000)}1 AS x`],
    ['steps', `SELECT a${'.a'.repeat(120_000)}`],
    ['items', `SELECT ${'a,'.repeat(120_000)}a`],
    ['branches', `SELECT CASE 1 ${'WHEN 2 THEN 3 '.repeat(18_000)} END AS x`],
  ])('a statement may be as long as they allow in %s', (_, sql) => {
    expect(() => parse(sql)).not.toThrow();
  });
});

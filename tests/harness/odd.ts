import { unique } from './unique.ts';

// What nobody should send.

const HUGE = 200_000;

export const IDS = ['x', '__proto__', 'a b', '%00', 'ä', 'x'.repeat(300), unique('none'), 'a:b', '*', '-', 'a/b', '?#'];

export const BODIES: unknown[] = [
  undefined,
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '42',
  '\u0000',
  '{"a":1,"a":2}',
  {},
  { code: 5 },
  { code: 'x', phone_id: {} },
  { amount: 1.5 },
  { amount: -1 },
  '{"amount": 1e400}',
  { currency: 'XXX' },
  { kind: '__proto__' },
  { account_id: '../../etc' },
  { floors: { length: 1 } },
  `{"floors":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  { name: 'x'.repeat(HUGE) },
  { floors: Array.from({ length: HUGE / 20 }, (_, i) => ({ floor: `${i}` })) },
  Object.fromEntries(Array.from({ length: HUGE / 20 }, (_, i) => [`member-${i}`, 1])),
];

export const VALUES = [
  ...['', ' ', '0', '-1', '1.5', '1e3', '1e999', 'NaN', '1,2', '[]', 'ä\u0000'],
  ...['9'.repeat(30), 'x'.repeat(3000)],
];

export const HEADERS: Record<string, string>[] = [
  { accept: '*/*' },
  { accept: 'text/html' },
  { accept: ';q=2,,/' },
  { accept: 'text/csv,'.repeat(300) },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'if-none-match': '*' },
  { 'if-none-match': 'W/"x", "' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'x'.repeat(129) },
  { 'idempotency-key': 'ä' },
  { 'idempotency-key': 'one of us all' },
  { cookie: 'a=b' }, // a malformed one is refused by serverless-offline itself, in its own words
  { 'x-amzn-trace-id': 'x'.repeat(1000) },
];

import { forgetSecret, secret } from '../../lib/secret.ts';
import { aws, withAws } from '../harness/aws.ts';

withAws();
const MINUTE = 60_000;
/** A time of each test's own, later than that of any test before. */
let now = 1;
beforeEach(() => {
  now += 60 * MINUTE;
  aws.secrets.code_keys = 'first';
});

test('a secret is fetched once in five minutes, and a change arrives with the next', async () => {
  expect(await secret('code_keys', now)).toBe('first');
  aws.secrets.code_keys = 'second';
  expect(await secret('code_keys', now + 5 * MINUTE - 1)).toBe('first');
  expect(await secret('code_keys', now + 5 * MINUTE)).toBe('second');
});

test('while it cannot be fetched the last one serves on, for another five minutes', async () => {
  expect(await secret('code_keys', now)).toBe('first');
  delete aws.secrets.code_keys;
  expect(await secret('code_keys', now + 6 * MINUTE)).toBe('first');
  aws.secrets.code_keys = 'second';
  expect(await secret('code_keys', now + 7 * MINUTE)).toBe('first');
  expect(await secret('code_keys', now + 11 * MINUTE)).toBe('second');
});

test('one that is not there is an error that names it, and is asked for again', async () => {
  await expect(secret('tsdb_authorization', now)).rejects.toThrow(
    'secretsmanager answered 400 ResourceNotFoundException',
  );
  aws.secrets.tsdb_authorization = ' Bearer x\n';
  expect(await secret('tsdb_authorization', now)).toBe('Bearer x');
});

test('one that is there and says nothing is an error that names it', async () => {
  aws.secrets.redis_read_token = '';
  await expect(secret('redis_read_token', now)).rejects.toThrow('the secret redis_read_token is no text');
});

test('a value that was refused is fetched anew, but not one that came meanwhile', async () => {
  expect(await secret('code_keys', now)).toBe('first');
  aws.secrets.code_keys = 'second';
  await forgetSecret('code_keys', 'another');
  expect(await secret('code_keys', now)).toBe('first');
  await forgetSecret('code_keys', 'first');
  expect(await secret('code_keys', now)).toBe('second');
});

import { callAws } from './aws.ts';
import { setting } from './config.ts';
import { log } from './log.ts';
import { MINUTE } from './time.ts';

/** A changed secret reaches a warm function within this time. */
const FRESH = 5 * MINUTE;

/** The secrets of a stage, by their names in AWS Secrets Manager below `skein/<stage>/`. */
export type SecretName = 'redis_token' | 'redis_read_token' | 'code_keys' | 'tsdb_authorization';

interface Kept {
  value: Promise<string>;
  at: number;
}

const kept = new Map<SecretName, Kept>();

/**
 * A secret of this stage from AWS Secrets Manager, kept for five minutes. While Secrets Manager cannot be reached, the
 * last value serves on. Rejects where there never was one; no error holds a value.
 */
export function secret(name: SecretName, now = Date.now()): Promise<string> {
  const known = kept.get(name);
  if (known && now - known.at < FRESH) return known.value;
  const value = known ? fetchSecret(name).catch((error) => serveOn(name, known, error)) : fetchSecret(name);
  const mine = { value, at: now };
  kept.set(name, mine);
  value.catch(() => kept.get(name) === mine && kept.delete(name));
  return value;
}

/** Fetches the secret anew at its next use, because somebody did not take this value; others may have done so already. */
export async function forgetSecret(name: SecretName, value: string): Promise<void> {
  if ((await kept.get(name)?.value) === value) kept.delete(name);
}

function serveOn(name: SecretName, { value }: Kept, error: Error): Promise<string> {
  log.warn('a secret could not be fetched again', { secret: name, error });
  return value;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
async function fetchSecret(name: SecretName): Promise<string> {
  const answer = await callAws({
    service: 'secretsmanager',
    host: 'secretsmanager',
    method: 'POST',
    path: '/',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: `${setting('SECRETS')}${name}` }),
  });
  const { SecretString } = JSON.parse(answer) as { SecretString?: string };
  if (!SecretString) throw new Error(`the secret ${name} is no text`);
  return SecretString.trim();
}

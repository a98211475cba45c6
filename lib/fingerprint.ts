import { createHash } from 'node:crypto';
import { invalid } from './errors.ts';

/** A short hash of any JSON value. */
export const fingerprint = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

/** The request's `Idempotency-Key`, if it has one; throws where it is not 1 to 128 printable characters. */
export function idempotencyKey(headers: Record<string, string | undefined>): string | undefined {
  const key = headers['idempotency-key'];
  if (key !== undefined && !/^[\x20-\x7e]{1,128}$/.test(key)) {
    throw invalid('idempotency_key', 'Idempotency-Key has 1 to 128 printable characters.');
  }
  return key;
}

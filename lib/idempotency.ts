import { createHash } from 'node:crypto';
import { invalid } from './errors.ts';
import onceLua from './once.lua';

/**
 * How a write is made safe to repeat. The caller sends an Idempotency-Key, from which `recordId` makes the id of the
 * one record that the write leaves. The script that writes looks for this record first (once.lua). If it exists, the
 * request was made before and is answered from it. It holds the fingerprint of the request, so that the same key with
 * another request is refused.
 */
export const once = { name: 'lib.once', lua: onceLua };

/** The id of the record that a write leaves under this key; `scope` says who writes what. */
export const recordId = (scope: readonly string[], key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([...scope, key]))
    .digest('hex')
    .slice(0, 32);

/** A short hash of a request, to tell it from another under the same key. */
export const fingerprint = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 22);

/** The request's `Idempotency-Key`; throws where it is not 1 to 128 printable characters, or missing and required. */
export function idempotencyKeyOf(
  headers: Record<string, string | undefined>,
  need: 'required' | 'optional',
): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined && need === 'required') {
    throw invalid('idempotency_key', 'Send an Idempotency-Key, so that a retry is done once.');
  }
  if (key !== undefined && !/^[\x20-\x7e]{1,128}$/.test(key)) {
    throw invalid('idempotency_key', 'Idempotency-Key has 1 to 128 printable characters.');
  }
  return key;
}

import { CreditBody } from '../../events/account.ts';
import { ID } from '../../events/id.ts';
import { invalid, Problem } from '../../lib/errors.ts';
import { fingerprint, idempotencyKey } from '../../lib/fingerprint.ts';
import { http, jsonBody, pathParameter } from '../../lib/http.ts';
import { shape } from '../../lib/shape.ts';
import { creditAccount, readAccount } from './store.ts';

const bodyShape = shape(CreditBody);

const REFUSALS = {
  account_unknown: new Problem(404, 'account_unknown', 'No such account is registered.'),
  idempotency_key_reused: new Problem(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key came with another amount before.',
  ),
};

/** `POST /v1/accounts/{account_id}/credits`: tops an account up; the Idempotency-Key makes a retry safe, so there must be one. */
export const handler = http(['operator'], async (event) => {
  const id = pathParameter(event, 'account_id');
  if (!ID.test(id)) throw REFUSALS.account_unknown;
  const key = idempotencyKey(event.headers);
  if (key === undefined) throw invalid('idempotency_key', 'Send an Idempotency-Key, so that a retry tops up once.');
  const { amount } = bodyShape(jsonBody(event));
  const outcome = await creditAccount(id, amount, key, fingerprint(amount), Date.now());
  if ('refused' in outcome) throw REFUSALS[outcome.refused];
  const found = await readAccount(id, Date.now());
  return { status: 200, body: { ...found!.account, balance: outcome.balance } };
});

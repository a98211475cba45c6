import { accountRoutes } from '../../../events/account/routes.ts';
import { handler as creditAccount } from '../../../functions/account/http/credit.ts';
import { handler as getAccount } from '../../../functions/account/http/get.ts';
import { handler as putAccount } from '../../../functions/account/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';

/** The operator registers an account, or changes what it may. */
export const put = (account_id: string, body: object = { currency: 'CNY' }) =>
  call(putAccount, { method: 'PUT', path: { account_id }, body, caller: OPERATOR });

/** The operator tops an account up. */
export const credit = (account_id: string, amount: number, key: string) =>
  call(creditAccount, {
    method: 'POST',
    path: { account_id },
    body: { amount },
    headers: { 'Idempotency-Key': key },
    caller: OPERATOR,
  });

/** Its rider asks for the account and a page of its ledger. */
export const statement = (account_id: string, query: Record<string, string> = {}) =>
  call(getAccount, { route: accountRoutes.get, query, caller: { sub: account_id, role: 'rider' } });

/** The operator asks for it. */
export const account = (account_id: string, query: Record<string, string> = {}) =>
  call(getAccount, { route: accountRoutes.getAny, path: { account_id }, query, caller: OPERATOR });

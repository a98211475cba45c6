import { Problem } from '../../lib/errors.ts';
import { http } from '../../lib/http.ts';
import { pageOf } from '../../lib/page.ts';
import { parametersOf } from '../../lib/parameters.ts';
import { readAccount } from './store.ts';

/** `GET /v1/account`: one's own balance, and a page of its ledger, newest first. */
export const handler = http(['rider'], async (event, { sub }) => {
  const found = await readAccount(sub, Date.now(), pageOf(parametersOf(event)));
  if (!found) throw new Problem(404, 'account_unknown', 'There is no account for this token.');
  const { account, ledger, next } = found;
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { ...account, ledger, next } };
});

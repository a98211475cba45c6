import { Problem } from '../../lib/errors.ts';
import { http } from '../../lib/http.ts';
import { parametersOf, wholeNumber } from '../../lib/parameters.ts';
import { readAccount } from './store.ts';

/** `GET /v1/account`: one's own balance, and its ledger newest first; `skip` and `limit` page through it. */
export const handler = http(['rider'], async (event, { sub }) => {
  const parameters = parametersOf(event);
  const skip = wholeNumber(parameters, 'skip', 0, 1_000_000_000) ?? 0;
  const limit = wholeNumber(parameters, 'limit', 1, 100) ?? 20;
  const found = await readAccount(sub, Date.now(), skip, limit);
  if (!found) throw new Problem(404, 'account_unknown', 'There is no account for this token.');
  const { account, ledger, length } = found;
  const next = skip + ledger.length < length ? { next: skip + ledger.length } : {};
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { ...account, ledger, ...next } };
});

import { accountRoutes } from '../../../events/account/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { readAccount } from '../store.ts';

export const handler = serve(accountRoutes.get, async ({ caller, query, now }) => {
  const found = await readAccount(caller.sub, now, query);
  if (!found) throw refuse('account_unknown');
  const { account, ledger, next } = found;
  return uncached({ ...account, ledger, next });
});

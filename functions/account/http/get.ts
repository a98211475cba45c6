import { accountRoutes } from '../../../events/account/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import type { Page } from '../../../lib/page.ts';
import { serveEach } from '../../../lib/serve-each.ts';
import { readAccount } from '../store.ts';

export const handler = serveEach(
  serve(accountRoutes.get, ({ caller, query, now }) => statement(caller.sub, now, query)),
  serve(accountRoutes.getAny, ({ params, query, now }) => statement(params.account_id!, now, query)),
);

async function statement(id: string, now: number, page: Page) {
  const found = await readAccount(id, now, page);
  if (!found) throw refuse('account_unknown');
  const { account, ledger, next } = found;
  return uncached({ ...account, ledger, next });
}

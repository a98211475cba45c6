import type { PageQuery } from '../../parts/pages.tsx';
import { ask, type Schema } from '../../talk/api.ts';

/** An account with a page of its ledger. */
export const readAccount = (account_id: string, query: PageQuery): Promise<Schema<'Statement'>> =>
  ask('console', (client) => client.GET('/v1/accounts/{account_id}', { params: { path: { account_id }, query } }));

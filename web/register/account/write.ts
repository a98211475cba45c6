import { ask, type Schema } from '../../talk/api.ts';

/** Opens an account, or changes what it may; what is left out stays as it is. Answers with all of it. */
export async function writeAccount(account_id: string, body: Schema<'AccountBody'>): Promise<Schema<'Account'>> {
  const params = { path: { account_id } };
  return ask('console', (client) => client.PUT('/v1/accounts/{account_id}', { params, body }));
}

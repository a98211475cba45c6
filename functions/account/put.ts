import { AccountBody } from '../../events/account.ts';
import { ID } from '../../events/id.ts';
import { invalid } from '../../lib/errors.ts';
import { http, jsonBody, pathParameter } from '../../lib/http.ts';
import { shape } from '../../lib/shape.ts';
import { readAccount, writeAccount } from './store.ts';

const bodyShape = shape(AccountBody);

/** `PUT /v1/accounts/{account_id}`: registers an account, or changes what it may. */
export const handler = http(['operator'], async (event) => {
  const id = pathParameter(event, 'account_id');
  if (!ID.test(id)) throw invalid('account_id', 'An account id is 1 to 64 of A-Z a-z 0-9 _ . -');
  await writeAccount(id, bodyShape(jsonBody(event)));
  const found = await readAccount(id, Date.now());
  return { status: 200, body: found!.account };
});

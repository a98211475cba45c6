import { AccountBody } from '../../../events/account/account.ts';
import { accountRoutes } from '../../../events/account/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { readAccount, writeAccount } from '../store.ts';

export const handler = serve(
  accountRoutes.put,
  async ({ params, body, now }) => {
    const id = params.account_id!;
    const { refused } = await writeAccount(id, body);
    if (refused) throw refuse(refused);
    return { body: (await readAccount(id, now))!.account };
  },
  shape(AccountBody),
);

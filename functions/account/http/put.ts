import { accountRoutes } from '../../../events/account/routes.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { readAccount, writeAccount } from '../store.ts';

export const handler = serve(
  accountRoutes.put,
  async ({ params, body, now }) => {
    const id = params.account_id!;
    await writeAccount(id, body);
    return { body: (await readAccount(id, now))!.account };
  },
  shape,
);

import { CreditBody } from '../../../events/account/account.ts';
import { accountRoutes } from '../../../events/account/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { fingerprint } from '../../../lib/idempotency.ts';
import { shape } from '../../../lib/shape.ts';
import { creditAccount, readAccount } from '../store.ts';

export const handler = serve(
  accountRoutes.credit,
  async ({ params, body: { amount }, idempotencyKey, now }) => {
    const id = params.account_id!;
    const outcome = await creditAccount(id, amount, idempotencyKey!, fingerprint(amount), now);
    if ('refused' in outcome) throw refuse(outcome.refused);
    const { account } = (await readAccount(id, now))!;
    return { body: { ...account, balance: outcome.balance } };
  },
  shape(CreditBody),
);

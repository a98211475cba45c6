import { PAGE } from '../page.ts';
import { route } from '../route.ts';
import { Account, AccountBody, CreditBody, Statement } from './account.ts';

export const accountRoutes = {
  put: route('PUT /v1/accounts/{account_id}', {
    about: 'Registers an account, or changes what it may; its money is not touched.',
    roles: ['operator'],
    body: AccountBody,
    answers: { 200: Account },
    refusals: ['currency_fixed'],
    example: { params: { account_id: 'alice' }, body: { currency: 'CNY', max_rentals: 2 } },
  }),
  credit: route('POST /v1/accounts/{account_id}/credits', {
    about: 'Tops an account up, once for each Idempotency-Key.',
    roles: ['operator'],
    params: { account_id: 'account_unknown' },
    body: CreditBody,
    idempotency: 'required',
    answers: { 200: Account },
    refusals: ['account_unknown', 'idempotency_key_reused'],
    example: { params: { account_id: 'alice' }, body: { amount: 5000 } },
  }),
  getAny: route('GET /v1/accounts/{account_id}', {
    about: 'The balance of an account, and a page of its ledger, newest first.',
    roles: ['operator'],
    params: { account_id: 'account_unknown' },
    query: PAGE,
    answers: { 200: Statement },
    refusals: ['account_unknown'],
    example: { params: { account_id: 'alice' }, query: { limit: '10' } },
  }),
  get: route('GET /v1/account', {
    about: "The caller's balance, and a page of the ledger, newest first.",
    roles: ['rider'],
    query: PAGE,
    answers: { 200: Statement },
    refusals: ['account_unknown'],
    example: { query: { limit: '10' } },
  }),
};

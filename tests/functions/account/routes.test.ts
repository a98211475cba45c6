import { stackOf } from '../../../deploy/stack.ts';

const { functions } = stackOf({ stage: 'test', ingest: 'sqs' });

test.each([
  ['accountPut', 'PUT', '/v1/accounts/{account_id}'],
  ['accountCredit', 'POST', '/v1/accounts/{account_id}/credits'],
  ['accountGet', 'GET', '/v1/account'],
  ['accountGet', 'GET', '/v1/accounts/{account_id}'],
])('%s is behind its route, for those with a token', (name, method, path) => {
  expect(functions[name]).toMatchObject({
    events: expect.arrayContaining([{ httpApi: { method, path, authorizer: { name: 'token' } } }]),
  });
});

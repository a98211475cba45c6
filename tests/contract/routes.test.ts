import { ALL_ROUTES } from '../../events/routes.ts';

/** Who may change something; said here once more, since a word too many in a declaration opens a door. */
const WRITES = {
  'PUT /v1/venues/{venue_id}': ['operator'],
  'PUT /v1/products/{product_id}': ['operator'],
  'DELETE /v1/products/{product_id}': ['operator'],
  'PUT /v1/accounts/{account_id}': ['operator'],
  'POST /v1/accounts/{account_id}/credits': ['operator'],
  'PUT /v1/devices/{device_id}': ['operator'],
  'POST /v1/devices/{device_id}/owners': ['operator', 'rider'],
  'DELETE /v1/devices/{device_id}/owners': ['operator', 'rider'],
  'POST /v1/devices/{device_id}/commands': ['operator', 'rider'],
  'POST /v1/devices/{device_id}/actions/{action}': ['operator', 'rider'],
  'POST /v1/rollouts': ['operator'],
  'POST /v1/rollouts/{rollout_id}/state': ['operator'],
  'PUT /v1/rules/{rule_id}': ['operator'],
  'DELETE /v1/rules/{rule_id}': ['operator'],
  'POST /v1/rules/try': ['operator'],
  'POST /v1/rentals': ['rider'],
  'POST /v1/rentals/{rental_id}/release': ['operator', 'rider'],
};

test('who may change something', () => {
  const writes = ALL_ROUTES.filter(({ method }) => method !== 'GET').map(({ method, path, roles }) => [
    `${method} ${path}`,
    [...roles].sort(),
  ]);
  expect(Object.fromEntries(writes)).toEqual(WRITES);
});

/** What nobody but these may read. */
const PRIVATE = {
  'GET /v1/devices/{device_id}/commands': ['operator', 'rider'],
  'GET /v1/devices/{device_id}/commands/{command_id}': ['operator', 'rider'],
  'GET /v1/rollouts': ['operator'],
  'GET /v1/rollouts/{rollout_id}': ['operator'],
  'GET /v1/rollouts/{rollout_id}/devices': ['operator'],
  'GET /v1/codes/{code}': ['rider'],
  'GET /v1/fleet': ['operator', 'partner'],
  'GET /v1/rejections': ['operator'],
  'GET /v1/devices/{device_id}/rejections': ['operator'],
  'GET /v1/account': ['rider'],
  'GET /v1/accounts/{account_id}': ['operator'],
  'GET /v1/accounts/{account_id}/rentals': ['operator'],
  'GET /v1/rules': ['operator'],
  'GET /v1/rules/{rule_id}': ['operator'],
  'GET /v1/usage': ['operator'],
  'GET /v1/usage/unattributed': ['operator'],
  'GET /v1/devices/{device_id}/usage': ['operator'],
  'GET /v1/devices/{device_id}/rentals': ['operator'],
  'GET /v1/rentals': ['rider'],
  'GET /v1/rentals/{rental_id}': ['operator', 'rider'],
  'GET /v1/venues/{venue_id}/rejections': ['operator'],
};

test('who may read what is not for everybody', () => {
  const reads = ALL_ROUTES.filter(
    ({ method, roles }) => method === 'GET' && roles !== 'anyone' && roles.length < 4,
  ).map(({ method, path, roles }) => [`${method} ${path}`, [...roles].sort()]);
  expect(Object.fromEntries(reads)).toEqual(PRIVATE);
});

test('no two routes have the same method and path', () => {
  const names = ALL_ROUTES.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
  expect(names.length).toBeGreaterThan(15);
});

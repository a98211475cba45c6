import fc, { type Arbitrary } from 'fast-check';
import { ALL_ROUTES } from '../../events/routes.ts';
import { membersOf, type Schema, valid } from '../harness/arbitrary.ts';
import { faults, OPERATIONS, type Operation } from '../harness/contract.ts';
import { BODIES, HEADERS, IDS, VALUES } from '../harness/odd.ts';
import { connectedDevice, rider } from '../harness/rental.ts';
import { api, type Role, stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { registerVenue } from '../harness/venue.ts';

const ROLES: Role[] = ['operator', 'partner', 'rider', 'device'];
const JSON_TYPE = 'application/json';

interface Request {
  who: Role | 'nobody' | 'forger';
  ids: string[];
  query?: [name: string, value: string][];
  headers?: Record<string, string>;
  body?: unknown;
}

/** What there is, so that a request can be right in everything. */
const there: Record<string, string> = { feed: 'gbfs.json', document: 'openapi.json' };
/** Needs a property that is kept over time, and a database that keeps it. */
const SERIES = '/v1/devices/{device_id}/series/{property}';
let token: string;
beforeAll(async () => {
  const [alice, bike, free, venue_id] = await Promise.all([
    rider(100_000_000, { max_rentals: 100 }),
    connectedDevice(),
    connectedDevice(),
    registerVenue(),
  ]);
  const { rental_id } = (await alice.rent(bike.code)).json;
  Object.assign(there, { venue_id, device_id: bike.id, account_id: alice.account, rental_id, code: free.code });
  token = alice.token;
  // the property can be read by an owner, once the device has said it
  Object.assign(there, { product_id: unique('kettle'), property: 'locked' });
  await api(`/v1/products/${there.product_id}`, { method: 'PUT', body: exampleOf(PUT_PRODUCT).body, role: 'operator' });
  const owner = { account_id: alice.account, role: 'owner' };
  await api(`/v1/devices/${bike.id}/owners`, { method: 'POST', body: owner, role: 'operator' });
  await bike.report({ properties: { locked: true } });
  const asked = (path: string) =>
    api(path, { method: 'POST', body: exampleOf({ method: 'POST', path }).body, role: 'operator' });
  // a target that has no connection, so that the rollout stays open
  await api(`/v1/devices/${unique('shower')}`, { method: 'PUT', body: { kind: 'shower' }, role: 'operator' });
  const { rollout_id } = (await asked('/v1/rollouts')).json;
  const body = exampleOf({ method: 'POST', path: '/v1/devices/{device_id}/commands' }).body;
  const { command_id } = (await api(`/v1/devices/${bike.id}/commands`, { method: 'POST', body, role: 'operator' }))
    .json;
  const rule = exampleOf({ method: 'PUT', path: '/v1/rules/{rule_id}' }).body;
  await api('/v1/rules/power', { method: 'PUT', body: rule, role: 'operator' });
  const shower = await connectedDevice({ kind: 'shower' });
  Object.assign(there, { rollout_id, command_id, action: 'update', rule_id: 'power' });
  Object.assign(there, { [`${SERIES} device_id`]: shower.id, [`${SERIES} property`]: 'power_w' });
});

const idFor = ({ path }: Operation, name: string): string => there[`${path} ${name}`] ?? there[name]!;

const succeeded = new Set<Operation>();

/** Sends it. api() holds the answer to the contract; here it is held to what the request was. */
async function send(operation: Operation, request: Request): Promise<void> {
  const { who, ids, query = [], headers = { 'idempotency-key': unique('key') }, body } = request;
  const { method, 'x-roles': roles } = operation;
  const names = parametersIn(operation, 'path').map(({ name }) => name);
  const path = names.reduce((url, name, i) => url.replace(`{${name}}`, encodeURIComponent(ids[i]!)), operation.path);
  const { status, json, text } = await api(`${path}?${new URLSearchParams(query)}`, {
    ...{ method, headers, ...(method !== 'GET' && { body }) },
    ...(who === 'forger' ? { token: 'a.b.c' } : who === 'rider' ? { token } : who !== 'nobody' && { role: who }),
  });
  if (operation.path !== SERIES || stack().tsdb) expect(status).toBeLessThan(500);
  if (status < 300 || status === 503) succeeded.add(operation);
  const isOfGateway = roles && who === 'nobody'; // nothing of ours was asked
  if (status >= 400 && !isOfGateway) expect([text, json?.reason]).toEqual([text, expect.any(String)]);
  if (roles && (who === 'nobody' || who === 'forger')) expect(status).toBe(401);
  else if (roles && !roles.includes(who)) expect(status).toBe(403);
  else if (!isDeclared(operation, query, body)) expect([text, status >= 400]).toEqual([text, true]);
}

const parametersIn = ({ parameters }: Operation, place: string) => parameters.filter((one) => one.in === place);

/** Whether openapi.json has these parameters and this body. */
function isDeclared({ path, method, ...operation }: Operation, query: readonly string[][], body: unknown): boolean {
  const names = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  if (query.some(([name]) => !names.includes(name!))) return false;
  if (!operation.requestBody) return true;
  const place = ['paths', path, method.toLowerCase(), 'requestBody', 'content', JSON_TYPE, 'schema'];
  return faults('openapi.json', place, parsed(body)).length === 0;
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : JSON.stringify(body));
  } catch {
    return undefined;
  }
}

/** Its example, or what its schema takes; and that with a member more, less or wrong; and what nobody should send. */
function bodies(operation: Operation): Arbitrary<unknown> {
  const schema = operation.requestBody?.content[JSON_TYPE]?.schema as Schema | undefined;
  if (!schema) return fc.constantFrom(undefined, ...BODIES);
  const right = fc.oneof(fc.constant(exampleBody(operation)), valid(schema) as Arbitrary<object>);
  const name = fc.constantFrom(...membersOf(schema), 'colour', '__proto__', 'length');
  const wrong = fc.oneof(fc.jsonValue(), fc.constantFrom(...VALUES));
  return fc.oneof(
    { weight: 4, arbitrary: right },
    { weight: 3, arbitrary: fc.tuple(right, name, wrong).map(([body, one, value]) => ({ ...body, [one]: value })) },
    { weight: 2, arbitrary: fc.tuple(right, name).map(([body, one]) => ({ ...body, [one]: undefined })) },
    { weight: 1, arbitrary: fc.constantFrom(...BODIES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

const PUT_PRODUCT = { method: 'PUT', path: '/v1/products/{product_id}' };

const exampleOf = ({ method, path }: Pick<Operation, 'method' | 'path'>) =>
  ALL_ROUTES.find((route) => route.method === method && route.path === path)!.example;

/** The example's, with a code that is of a device here. */
const exampleBody = (operation: Operation) => {
  const body = exampleOf(operation).body as object;
  return 'code' in body ? { code: there.code } : body;
};

/** A request that is right in everything. */
const right = (operation: Operation): Request => ({
  who: (operation['x-roles']?.includes('rider') ? 'rider' : 'operator') satisfies Role,
  ids: parametersIn(operation, 'path').map(({ name }) => idFor(operation, name)),
  query: Object.entries(exampleOf(operation).query ?? {}),
  ...(operation.requestBody && { body: exampleBody(operation) }),
});

const queries = (operation: Operation): Arbitrary<[string, string][]> => {
  const declared = parametersIn(operation, 'query').flatMap(({ name, schema }) => [
    { weight: 3, arbitrary: fc.tuple(fc.constant(name), valid(schema).map(String)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(name), fc.oneof(fc.constantFrom(...VALUES), fc.string())) },
  ]);
  const unknown = fc.tuple(fc.constantFrom<string[]>('colour', '__proto__', 'skip'), fc.constantFrom(...VALUES));
  const some = fc.array(fc.oneof(...declared, { weight: 1, arbitrary: unknown }), { maxLength: 4 });
  return fc.oneof(fc.constant<[string, string][]>([]), some);
};

function requests(operation: Operation): Arbitrary<Request> {
  const allowed = (operation['x-roles'] ?? ROLES) as Role[];
  const ids = parametersIn(operation, 'path').map(({ name }) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(name).map(() => idFor(operation, name)) },
      { weight: 1, arbitrary: fc.constantFrom(...IDS) },
    ),
  );
  const key = fc.stringMatching(/^[A-Za-z0-9]{1,128}$/).map((one) => ({ 'idempotency-key': one }));
  return fc.record({
    who: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<Request['who'][]>(...allowed) },
      { weight: 1, arbitrary: fc.constantFrom<Request['who'][]>(...ROLES, 'nobody', 'forger') },
    ),
    ids: fc.tuple(...ids),
    query: queries(operation),
    headers: fc.tuple(key, fc.constantFrom({}, {}, {}, ...HEADERS)).map(([one, other]) => ({ ...one, ...other })),
    body: bodies(operation),
  });
}

/** What is registered is changed at random last: a venue may be closed by it, or an account blocked. */
const ORDER = ['GET', 'POST', 'DELETE', 'PUT'];
const ordered = [...OPERATIONS].sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));

describe.each(ordered)('$method $path', (operation) => {
  test('refuses what nobody should send, whoever does', async () => {
    const odd = operation.requestBody ? BODIES : IDS.map(() => undefined);
    for (const who of ROLES) {
      await Promise.all(odd.map((body, i) => send(operation, { who, ids: [IDS[i % IDS.length]!], body })));
    }
  });

  test('answers anything by the contract', async () => {
    await fc.assert(
      fc.asyncProperty(requests(operation), (request) => send(operation, request)),
      { numRuns: 60, examples: [[right(operation)]] },
    );
  });
});

test('there are operations, and each was also asked for what it does', () => {
  expect(OPERATIONS.length).toBeGreaterThan(15);
  expect(OPERATIONS.filter((operation) => !succeeded.has(operation)).map(({ path }) => path)).toEqual([]);
});

import { accountRoutes } from '../../events/account/routes.ts';
import { gbfsRoutes } from '../../events/gbfs/routes.ts';
import { venueRoutes } from '../../events/venue/routes.ts';
import { VenueBody } from '../../events/venue/venue.ts';
import { handler as getAccount } from '../../functions/account/http/get.ts';
import { handler as feed } from '../../functions/gbfs/http/feed.ts';
import { render } from '../../lib/answer.ts';
import { refuse } from '../../lib/errors.ts';
import { type Caller, type HttpEvent, serve } from '../../lib/http.ts';
import { serveEach } from '../../lib/serve-each.ts';
import { shape } from '../../lib/shape.ts';
import { call, OPERATOR } from '../harness/call.ts';
import { withMetrics } from '../harness/metrics.ts';
import { venueBody } from '../harness/venue.ts';

const route = accountRoutes.get;
const measured = withMetrics();
beforeEach(() => {
  delete process.env.UPSTASH_REDIS_REST_URL; // a function that cannot work
});

test.each([
  [401, () => call(getAccount, { route })],
  [403, () => call(getAccount, { route, caller: OPERATOR })],
  [404, () => call(feed, { route: gbfsRoutes.feed, path: { feed: 'weather' } })],
  [500, () => call(getAccount, { route, caller: { sub: 'somebody', role: 'rider' } })],
])('an error answer, as %i, is counted, and kept by nobody on the way', async (status, ask) => {
  const answer = await ask();
  expect(answer).toMatchObject({ status, json: { status } });
  expect(measured()).toEqual([['refused', answer.json.reason, 1]]);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  });
  const asks = answer.headers['www-authenticate'];
  if (status === 401) expect(asks).toMatch(/^Bearer/);
  else expect(asks).toBeUndefined();
});

test('a body is read, also as the gateway hands it on in base64', async () => {
  const echo = serve(venueRoutes.put, async ({ body }) => ({ body: { venue_id: 'mall', ...body } }), shape(VenueBody));
  const text = JSON.stringify(venueBody({ name: 'Käufhaus' }));
  const event = (body: string, isBase64Encoded: boolean) =>
    ({
      headers: {},
      pathParameters: { venue_id: 'mall' },
      requestContext: { http: { method: 'PUT' }, authorizer: { lambda: OPERATOR } },
      body,
      isBase64Encoded,
    }) as unknown as HttpEvent;
  for (const sent of [event(text, false), event(Buffer.from(text).toString('base64'), true)]) {
    const { statusCode, body } = await echo(sent);
    expect([statusCode, JSON.parse(body!).name]).toEqual([200, 'Käufhaus']);
  }
  const { statusCode, body } = await echo(event(text, true));
  expect([statusCode, JSON.parse(body!).reason]).toEqual([400, 'invalid_body']);
});

test.each([
  [{ refused: 'token_expired' }, 'token_expired'],
  [{ sub: 'somebody' }, 'token_missing'],
  [{ sub: 'somebody', role: 'operator', exp: Math.floor(Date.now() / 1000) - 1 }, 'token_expired'],
])('a token that the authorizer found nothing good in is refused: %j', async (identity, reason) => {
  const { status, json } = await call(getAccount, { route, caller: identity as unknown as Caller });
  expect([status, json.reason]).toEqual([401, reason]);
});

test('a function of several routes serves each by its own declaration, and no other', async () => {
  const { list, put } = venueRoutes;
  const venue = { venue_id: 'mall', ...venueBody() };
  const both = serveEach(
    serve(list, async () => ({ body: { venues: [] } })),
    serve(put, async ({ body }) => ({ body: { ...venue, ...body } }), shape(VenueBody)),
  );
  expect((await call(both, { route: list, caller: OPERATOR })).json).toEqual({ venues: [] });
  const named = { route: put, path: { venue_id: 'mall' }, body: venueBody({ name: 'Other' }) };
  expect((await call(both, { ...named, caller: OPERATOR })).json).toMatchObject({ name: 'Other' });
  expect((await call(both, { ...named, caller: { sub: 'a', role: 'rider' } })).status).toBe(403);
  await expect(call(both, { route: { method: 'GET', path: '/v1/rules' } })).rejects.toThrow('GET /v1/rules');
});

test('an answer without a body has no type', () => {
  expect(render({ status: 304, headers: { etag: '"1"' } })).toEqual({ statusCode: 304, headers: { etag: '"1"' } });
});

test('an answer that is larger than the gateway hands on is a refusal', () => {
  expect(render({ body: { text: 'x'.repeat(5_499_000) } }).statusCode).toBe(200);
  const refused = expect.objectContaining({ status: 400, reason: 'answer_too_large' });
  expect(() => render({ body: { text: 'ä'.repeat(2_750_000) } })).toThrow(refused);
});

test('a refusal is told from other errors by its name', () => expect(refuse('internal').name).toBe('Problem'));

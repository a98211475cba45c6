import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { handler as feed } from '../../../functions/gbfs/http/feed.ts';
import { call } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, T0 } from '../device/doors.ts';
import { withProducts } from '../product/doors.ts';

withRedis();
beforeAll(withProducts);

Object.assign(process.env, {
  GBFS_TTL: '60',
  SYSTEM_ID: 'skein',
  SYSTEM_NAME: 'Skein',
  SYSTEM_TIME_ZONE: 'Asia/Shanghai',
  SYSTEM_OPENING_HOURS: '24/7',
  SYSTEM_CONTACT: 'feeds@example.com',
});
beforeEach(() => clockIs(T0));

const HOST = { host: 'api.example.com' };
const read = (name: string, headers: Record<string, string> = HOST) =>
  call(feed, { route: gbfsRoutes.feed, path: { feed: name }, headers });
const english = (text: string) => [{ text, language: 'en' }];

test('every feed says what version it is of, when it was true, and for how long', async () => {
  const { status, json, headers } = await read('gbfs.json');
  expect(status).toBe(200);
  expect(json).toMatchObject({ version: '3.0', ttl: 60, last_updated: new Date(T0).toISOString() });
  expect(headers).toMatchObject({ 'cache-control': 'public, max-age=60', 'content-type': 'application/json' });
  expect((await read('gbfs')).json).toEqual(json);
});

test('the first feed lists all feeds, by where the caller has found it', async () => {
  const names = [
    'gbfs',
    'gbfs_versions',
    'system_information',
    'vehicle_types',
    'vehicle_status',
    'system_pricing_plans',
  ];
  const at = (origin: string) => names.map((name) => ({ name, url: `${origin}/gbfs/${name}.json` }));
  expect((await read('gbfs.json')).json.data).toEqual({ feeds: at('https://api.example.com') });
  expect((await read('gbfs_versions.json')).json.data).toEqual({
    versions: [
      { version: '2.3', url: 'https://api.example.com/gbfs/2.3/gbfs.json' },
      { version: '3.0', url: 'https://api.example.com/gbfs/gbfs.json' },
    ],
  });
});

test.each([
  [{ host: 'localhost:3000' }, 'http://localhost:3000'],
  [{ host: '127.0.0.1' }, 'http://127.0.0.1'],
  [{ host: 'localhost.example.com' }, 'https://localhost.example.com'],
  [{ host: 'my-localhost' }, 'https://my-localhost'],
  [{ ...HOST, 'x-forwarded-proto': 'http' }, 'http://api.example.com'],
  [{ host: 'localhost', 'x-forwarded-proto': 'https,http' }, 'https://localhost'],
  [{ ...HOST, 'x-forwarded-proto': 'gopher' }, 'https://api.example.com'],
])('who asks by %j is sent to %s', async (headers, origin) => {
  const { feeds } = (await read('gbfs.json', headers)).json.data;
  expect(feeds[0].url).toBe(`${origin}/gbfs/gbfs.json`);
});

test.each([{}, { host: '' }, { host: 'a b' }])('a request by %j names no host', async (headers) => {
  const expected = { status: 400, json: { reason: 'invalid_host' } };
  expect(await read('gbfs.json', headers as Record<string, string>)).toMatchObject(expected);
});

test.each(['weather', 'gbfs.xml', 'gbfs.json.json', 'a b'])('there is no feed %j', async (name) => {
  expect(await read(name)).toMatchObject({ status: 404, json: { reason: 'feed_unknown' } });
});

test('who runs the fleet', async () => {
  expect((await read('system_information.json')).json.data).toEqual({
    system_id: 'skein',
    languages: ['en'],
    name: english('Skein'),
    opening_hours: '24/7',
    feed_contact_email: 'feeds@example.com',
    timezone: 'Asia/Shanghai',
  });
});

test('the kinds that have a price, as GBFS calls them', async () => {
  const { vehicle_types } = (await read('vehicle_types.json')).json.data;
  expect(vehicle_types).toHaveLength(8);
  expect(vehicle_types).toContainEqual({
    vehicle_type_id: 'bike',
    form_factor: 'bicycle',
    propulsion_type: 'human',
    name: english('Bike'),
    default_pricing_plan_id: 'bike',
    pricing_plan_ids: ['bike'],
  });
  expect(vehicle_types).toContainEqual({
    vehicle_type_id: 'water_dispenser',
    form_factor: 'other',
    propulsion_type: 'electric',
    max_range_meters: 0,
    name: english('Water dispenser'),
    default_pricing_plan_id: 'water_dispenser',
    pricing_plan_ids: ['water_dispenser'],
  });
});

test('what each kind costs, in the units of its currency', async () => {
  const { plans } = (await read('system_pricing_plans.json')).json.data;
  const plan = (id: string, name: string) => ({ plan_id: id, name: english(name), currency: 'CNY', is_taxable: false });
  expect(plans).toHaveLength(8);
  expect(plans).toContainEqual({
    ...plan('bike', 'Bike'),
    price: 1,
    description: english(
      '1.00 CNY to unlock and 0.20 CNY for each started minute after the first 2, at most 25.00 CNY a day.',
    ),
    per_min_pricing: [{ start: 2, rate: 0.2, interval: 1 }],
  });
  expect(plans).toContainEqual({
    ...plan('charging_pile', 'Charging pile'),
    price: 0,
    description: english('0.12 CNY for each started 100 Wh of energy, at most 40.00 CNY.'),
  });
  expect(plans).toContainEqual({
    ...plan('hair_dryer', 'Hair dryer'),
    price: 1,
    description: english('1.00 CNY for 5 minutes, paid when the rental begins.'),
  });
});

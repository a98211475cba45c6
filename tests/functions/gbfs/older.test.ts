import freeBikes from 'gbfs-typescript-types/v2.3/test-type-checkers/free_bike_status-ti';
import gbfsVersions from 'gbfs-typescript-types/v2.3/test-type-checkers/gbfs_versions-ti';
import gbfs from 'gbfs-typescript-types/v2.3/test-type-checkers/gbfs-ti';
import systemInformation from 'gbfs-typescript-types/v2.3/test-type-checkers/system_information-ti';
import pricingPlans from 'gbfs-typescript-types/v2.3/test-type-checkers/system_pricing_plans-ti';
import vehicleTypes from 'gbfs-typescript-types/v2.3/test-type-checkers/vehicle_types-ti';
import { createCheckers, type ITypeSuite } from 'ts-interface-checker';
import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { handler as feed } from '../../../functions/gbfs/http/feed.ts';
import { call } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { onlineDevice, report, T0 } from '../device/doors.ts';
import { tariffIn } from '../product/doors.ts';

withRedis();
withBroker();
Object.assign(process.env, {
  GBFS_TTL: '60',
  RENTAL_URI: 'https://example.com/rent',
  SYSTEM_ID: 'skein',
  SYSTEM_NAME: 'Skein',
  SYSTEM_TIME_ZONE: 'Asia/Shanghai',
  SYSTEM_OPENING_HOURS: '24/7',
  SYSTEM_CONTACT: 'feeds@example.com',
});

/** What MobilityData makes of its JSON schemas for TypeScript, by feed. */
const PUBLISHED: Record<string, [root: string, suite: ITypeSuite]> = {
  gbfs: ['Gbfs', gbfs],
  gbfs_versions: ['GbfsVersions', gbfsVersions],
  system_information: ['SystemInformation', systemInformation],
  vehicle_types: ['VehicleTypes', vehicleTypes],
  free_bike_status: ['FreeBikeStatus', freeBikes],
  system_pricing_plans: ['SystemPricingPlans', pricingPlans],
};

const headers = { host: 'api.example.com' };
const read = async (name: string) =>
  (await call(feed, { route: gbfsRoutes.feed23, path: { feed: `${name}.json` }, headers })).json;

beforeAll(async () => {
  const bike = await onlineDevice({ position: [10, 50] });
  await report(bike, 1, { battery: 0.5 });
  const pile = await onlineDevice({ kind: 'charging_pile', position: [10.1, 50] });
  await report(pile, 1, { battery: 0.25 });
});

test.each(Object.keys(PUBLISHED))('%s is what version 2.3 of the standard asks for', async (name) => {
  const [root, suite] = PUBLISHED[name]!;
  const answer = await read(name);
  expect(createCheckers(suite)[root]!.validate(answer)).toBeNull();
  expect(answer).toMatchObject({ version: '2.3', ttl: 60, last_updated: expect.any(Number) });
  expect(answer.last_updated).toBe(Math.floor(answer.last_updated));
});

test('the discovery lists these feeds, and each of them is there', async () => {
  const { data } = await read('gbfs');
  expect(data.en.feeds).toEqual(
    Object.keys(PUBLISHED).map((name) => ({ name, url: `https://api.example.com/gbfs/2.3/${name}.json` })),
  );
  const answer = await call(feed, { route: gbfsRoutes.feed23, path: { feed: 'vehicle_status.json' }, headers });
  const detail = `The feeds are: ${Object.keys(PUBLISHED).join(', ')}.`;
  expect(answer).toMatchObject({ status: 404, json: { reason: 'feed_unknown', detail } });
});

test('both versions say the same of the same vehicles', async () => {
  const { vehicles } = (await call(feed, { route: gbfsRoutes.feed, path: { feed: 'vehicle_status' }, headers })).json
    .data;
  const { bikes } = (await read('free_bike_status')).data;
  expect(bikes).toHaveLength(2);
  expect(bikes).toEqual(
    vehicles.map(({ vehicle_id, last_reported, ...rest }: { vehicle_id: string; last_reported: string }) => ({
      bike_id: vehicle_id,
      last_reported: Date.parse(last_reported) / 1000,
      ...rest,
    })),
  );
  expect(bikes[0].last_reported).toBe((T0 + 1000) / 1000);
  const plans = (await read('system_pricing_plans')).data.plans as {
    plan_id: string;
    name: string;
    currency: string;
  }[];
  expect(plans.find(({ plan_id }) => plan_id === 'bike')).toMatchObject({
    name: 'Bike',
    currency: tariffIn('bike').currency,
    description: expect.stringContaining('to unlock'),
  });
});

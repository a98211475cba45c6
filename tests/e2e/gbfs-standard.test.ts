import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import gbfsVersions from 'gbfs-typescript-types/v3.0/test-type-checkers/gbfs_versions-ti';
import gbfs from 'gbfs-typescript-types/v3.0/test-type-checkers/gbfs-ti';
import systemInformation from 'gbfs-typescript-types/v3.0/test-type-checkers/system_information-ti';
import pricingPlans from 'gbfs-typescript-types/v3.0/test-type-checkers/system_pricing_plans-ti';
import vehicleStatus from 'gbfs-typescript-types/v3.0/test-type-checkers/vehicle_status-ti';
import vehicleTypes from 'gbfs-typescript-types/v3.0/test-type-checkers/vehicle_types-ti';
import { createCheckers, type ITypeSuite } from 'ts-interface-checker';
import { Compile } from 'typebox/schema';
import { eventually } from '../harness/eventually.ts';
import { connectedDevice } from '../harness/rental.ts';
import { api } from '../harness/stack.ts';
import { unless } from '../harness/unless.ts';

/** What MobilityData makes of its JSON schemas for TypeScript, by feed: members, their types and their enumerations. */
const PUBLISHED: Record<string, [root: string, suite: ITypeSuite]> = {
  gbfs: ['Gbfs', gbfs],
  gbfs_versions: ['GbfsVersions', gbfsVersions],
  system_information: ['SystemInformation', systemInformation],
  vehicle_types: ['VehicleTypes', vehicleTypes],
  vehicle_status: ['VehicleStatus', vehicleStatus],
  system_pricing_plans: ['SystemPricingPlans', pricingPlans],
};

const breaches = (feed: string, answer: unknown): unknown[] => {
  const [root, suite] = PUBLISHED[feed]!;
  return createCheckers(suite)[root]!.validate(answer) ?? [];
};

beforeAll(async () => {
  for (const kind of ['bike', 'massage_chair', 'charging_pile', 'washer'] as const) {
    const device = await connectedDevice({ kind, position: [121.4, 31.2] });
    await device.report({ position: [121.4, 31.2], battery: 0.5, status: 'available' });
  }
  await eventually(async () => {
    const { vehicles } = (await api('/gbfs/vehicle_status')).json.data;
    const types = vehicles.map((one: { vehicle_type_id: string }) => one.vehicle_type_id);
    expect(types).toEqual(expect.arrayContaining(['bike', 'massage_chair', 'charging_pile', 'washer']));
  });
});

test.each(Object.keys(PUBLISHED))('%s is what version 3.0 of the standard asks for', async (feed) => {
  const { json } = await api(`/gbfs/${feed}`);
  expect(breaches(feed, json)).toEqual([]);
  expect(breaches(feed, { ...json, version: '2.3' })).not.toEqual([]);
  const [member] = Object.keys(json.data);
  expect(breaches(feed, { ...json, data: { ...json.data, [member!]: 7 } })).not.toEqual([]);
});

const folder = process.env.SKEIN_GBFS_SCHEMAS;
const withSchemas = unless(
  !folder && 'SKEIN_GBFS_SCHEMAS does not name the folder v3.0 of github.com/MobilityData/gbfs-json-schema',
);
withSchemas.test('every feed is what the published JSON schemas say', async () => {
  for (const feed of Object.keys(PUBLISHED)) {
    const schema = Compile(JSON.parse(readFileSync(join(folder!, `${feed}.json`), 'utf8')));
    const { json } = await api(`/gbfs/${feed}`);
    expect([feed, ...schema.Errors(json)[1]]).toEqual([feed]);
    expect(schema.Errors({ ...json, version: '2.3' })[1]).not.toEqual([]);
  }
});

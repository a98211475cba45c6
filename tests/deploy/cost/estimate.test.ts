import fc from 'fast-check';
import { alternatives } from '../../../deploy/cost/alternatives.ts';
import { readDeployed, timesADay } from '../../../deploy/cost/deployed.ts';
import { estimate } from '../../../deploy/cost/estimate.ts';
import type { Fleet } from '../../../deploy/cost/fleet.ts';
import { PRICES } from '../../../deploy/cost/prices.ts';
import { stackOf } from '../../../deploy/stack.ts';
import { alarmsOf } from '../../../deploy/watch/alarms.ts';
import { watchedOf } from '../../../deploy/watch/watched.ts';

const deployed = { sqs: readDeployed('sqs'), kinesis: readDeployed('kinesis') };

/** State reports through the broker and SQS, one a minute. */
const fleetOf = (devices: number, changes: Partial<Fleet> = {}): Fleet => ({
  devices,
  messages: devices * 1440,
  crowd: 0,
  venues: 0,
  ingest: 'sqs',
  basicIngest: 0,
  requests: 0,
  rentals: 0,
  archive: false,
  redis: 'payg',
  ...changes,
});

const of = (fleet: Fleet) => estimate(fleet, deployed[fleet.ingest]);
/** Dollars a day, without what an idle stack costs. */
const used = (fleet: Fleet): number => of(fleet).perDay - of(fleet).idlePerDay;
const perMillion = (fleet: Fleet): number => (used(fleet) / fleet.messages) * 1e6;

describe('computed by hand', () => {
  test('30 devices: every message is a batch of its own', () => {
    const messages = 43_200;
    // 60 connects, and each device is authorized again 288 times
    const [authorized, presence] = [60 + 30 * 288, 120];
    const calls = messages + authorized + presence;
    const GBs = messages * 0.03015 * 0.5 + authorized * 0.015 * 0.25 + presence * 0.02 * 0.25;
    const dollars = [
      (43_200 * 0.08) / 1e6, // connection
      ((messages + 120) * 1) / 1e6,
      ((2 * messages + presence) * 0.15) / 1e6, // rules: state and forward
      ((messages + presence) * 0.15) / 1e6, // actions
      (3 * messages * 0.4) / 1e6, // sent, received, deleted
      (calls * 0.2) / 1e6,
      (GBs * 13.3334) / 1e6,
      ((calls * 350 + messages * 250) / 2 ** 30) * 0.5, // logs
      ((5 * messages + 2 * 8640 + 5 * presence) * 2) / 1e6, // Redis
      (30 * 2) / 1e6, // the nightly backup
      ((messages * 250) / 2 ** 30) * 0.01,
      (288 * 0.05) / 1e4, // secrets
    ];
    const sum = dollars.reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(0.6205, 3);
    expect(used(fleetOf(30))).toBeCloseTo(sum, 6);
  });

  test('3,000 robots in one venue, a report each second, by Basic Ingest and Kinesis: batches of 500', () => {
    const robots = { messages: 259_200_000, crowd: 1, venues: 1, ingest: 'kinesis', basicIngest: 1 } as const;
    expect(used(fleetOf(3000, robots))).toBeCloseTo(116.508, 2);
  });

  test('400,000 devices, 1,000 reports a day each, by Basic Ingest and SQS: batches of 926, all of other devices', () => {
    expect(used(fleetOf(400_000, { messages: 400_000_000, basicIngest: 1 }))).toBeCloseTo(434.08, 1);
  });
});

describe('against the design on paper, dollars per million', () => {
  const fleet = fleetOf(400_000, { messages: 400_000_000, basicIngest: 1 });
  const pathOf = (one: Fleet) =>
    of(one)
      .charges.filter(({ by }) => /^(state reports|5 streams)/.test(by))
      .filter(({ price }) => !/^(redis|transfer|log)/.test(price))
      .reduce((sum, { dollars }) => sum + dollars, 0) / 400;

  test('SQS is 0.78', () => expect(pathOf(fleet)).toBeCloseTo(0.78, 2));
  test('Kinesis is more than 0.33, because the template makes streams on demand', () => {
    expect(pathOf({ ...fleet, ingest: 'kinesis' })).toBeCloseTo(0.407, 2);
    const ways = Object.fromEntries(alternatives(fleet, (kind) => deployed[kind]));
    const [onDemand, provisioned] = ['--ingest kinesis', '--ingest kinesis, if its shards were provisioned'];
    expect(pathOf({ ...fleet, ingest: 'kinesis' }) - (ways[onDemand!]! - ways[provisioned!]!) / 400).toBeCloseTo(
      0.33,
      2,
    );
  });
  test('the broker instead of Basic Ingest is 303 a day, and one more rule', () => {
    const broker = used({ ...fleet, basicIngest: 0 }) - used(fleet);
    expect(broker - 400 * 0.15).toBeGreaterThan(290);
    expect(broker - 400 * 0.15).toBeLessThan(303);
  });
  test('100,000 connections are 11.52 a day', () => {
    const { charges } = of(fleetOf(100_000));
    expect(charges.find(({ price }) => price === 'connection')!.dollars).toBeCloseTo(11.52, 6);
  });
});

const anyFleet = fc.record({
  devices: fc.integer({ min: 1, max: 1_000_000 }),
  perDevice: fc.integer({ min: 1, max: 86_400 }),
  crowd: fc.constantFrom(0, 0.5, 1),
  venues: fc.integer({ min: 1, max: 5000 }),
  ingest: fc.constantFrom('sqs' as const, 'kinesis' as const),
  basicIngest: fc.constantFrom(0, 0.3, 1),
  rentals: fc.integer({ min: 0, max: 100_000 }),
  archive: fc.boolean(),
});

test('more devices never cost less', () => {
  fc.assert(
    fc.property(anyFleet, fc.integer({ min: 1, max: 100_000 }), ({ perDevice, devices, ...more }, added) => {
      const cost = (count: number) =>
        of(fleetOf(count, { ...more, messages: count * perDevice, requests: count * 10 })).perDay;
      expect(cost(devices + added)).toBeGreaterThanOrEqual(cost(devices) * (1 - 1e-9));
    }),
  );
});

describe('a message costs no more than 15% more, from 1,000 devices to 400,000', () => {
  const sizes = [1000, 3000, 10_000, 30_000, 100_000, 400_000];
  const spread = (perDevice: number, changes: Partial<Fleet>) => {
    const costs = sizes.map((devices) => perMillion(fleetOf(devices, { messages: devices * perDevice, ...changes })));
    return Math.max(...costs.map((cost, i) => cost / Math.min(...costs.slice(0, i + 1)))) - 1;
  };

  test.each(['sqs', 'kinesis'] as const)('state reports by %s, where 1,000 devices fill batches', (ingest) => {
    expect(spread(86_400, { ingest, basicIngest: 1 })).toBeLessThan(0.15);
  });
  test('and less where they do not: each batch has commands of its own', () => {
    const cost = (devices: number) => perMillion(fleetOf(devices, { messages: devices * 1440, basicIngest: 1 }));
    expect(cost(400_000) / cost(1000)).toBeLessThan(0.5);
  });
  test('crowd reports of one venue, until SQS and IoT Core get cheaper', () => {
    expect(spread(86_400, { crowd: 1, venues: 1, ingest: 'kinesis', basicIngest: 1 })).toBeLessThan(0.15);
  });
  test('not crowd reports whose venues grow with the devices: a batch then holds many, and each is a script call', () => {
    const cost = (devices: number) =>
      perMillion(fleetOf(devices, { messages: devices * 86_400, crowd: 1, venues: devices / 100, basicIngest: 1 }));
    expect(cost(400_000) / cost(1000)).toBeGreaterThan(5);
  });
});

test('an idle stack costs something, the same whoever asks, and more with streams', () => {
  const idleOf = (fleet: Fleet) => of(fleet).idlePerDay;
  expect(idleOf(fleetOf(30))).toBeGreaterThan(0);
  expect(of(fleetOf(0)).perDay).toBeCloseTo(idleOf(fleetOf(400_000)), 9);
  // five streams, instead of five queues that are asked three times a minute by five pollers
  const streams = 5 * 24 * 0.04 - (5 * 5 * 3 * 1440 * 0.4) / 1e6;
  expect(idleOf(fleetOf(0, { ingest: 'kinesis' })) - idleOf(fleetOf(0))).toBeCloseTo(streams, 9);
});

test('what stands is counted in the template', () => {
  const { schedules, queues, secrets, parameters, rulesOf } = deployed.sqs;
  expect(schedules.find(({ name }) => name === 'heatmapRollup')).toEqual({
    name: 'heatmapRollup',
    times: 24,
    memory: 256,
  });
  expect(schedules.filter(({ times }) => times === 1440).map(({ name }) => name)).toContain('rentalSweep');
  expect(queues.find(({ door }) => door === 'heatmapIngest')).toMatchObject({ memory: 512, batch: 1000, window: 1 });
  expect(deployed.kinesis.queues).toEqual(queues);
  expect([secrets > 0, parameters > 0]).toEqual([true, true]);
  expect([rulesOf('crowd_report'), rulesOf('state_report')]).toEqual([1, 2]);
});

test('an alarm costs for each metric that it asks about, a dashboard for itself', () => {
  const resources = stackOf({ stage: 'prod', ingest: 'sqs' }).resources.Resources as Record<string, object>;
  const asked = alarmsOf(watchedOf({ stage: 'prod' }, resources)).flatMap(({ metrics }) => metrics);
  const charged = Object.fromEntries(of(fleetOf(0)).charges.map(({ price, quantity }) => [price, quantity]));
  expect(charged).toMatchObject({ alarm: asked.length, dashboard: 1 });
});

test('how often a schedule runs; one that nobody has counted is an error', () => {
  expect(['rate(1 minute)', 'rate(5 minutes)', 'cron(2 * * * ? *)', 'cron(2 3 * * ? *)'].map(timesADay)).toEqual([
    1440, 288, 24, 1,
  ]);
  expect(() => timesADay('cron(0 0 1 * ? *)')).toThrow('cron(0 0 1 * ? *)');
});

test('the archive is an action and 5 KB of Firehose a message, however short it is', () => {
  const [fleet, kept] = [fleetOf(3000), fleetOf(3000, { archive: true })];
  const firehose = ((fleet.messages * 5120) / 2 ** 30) * 0.029;
  const more = used(kept) - used(fleet) - (fleet.messages * 0.15) / 1e6 - firehose;
  expect(more).toBeGreaterThan(0); // S3
  expect(more).toBeLessThan(0.1);
});

test('on a fixed plan Redis is the plan, whatever is asked of it; without one large enough there is no price', () => {
  const { charges, plan } = of(fleetOf(3000, { redis: 'fixed' }));
  expect(plan).toBeCloseTo(10 / 30, 9);
  expect(charges.filter(({ price }) => PRICES[price].service === 'Upstash Redis')).toEqual([]);
  expect(of(fleetOf(1e9, { redis: 'fixed' })).perDay).toBe(Number.POSITIVE_INFINITY);
});

test('a rental is more than nothing, also where its device reports by Basic Ingest', () => {
  const rides = (basicIngest: number) =>
    used(fleetOf(100, { rentals: 100, basicIngest })) - used(fleetOf(100, { basicIngest }));
  expect(rides(1)).toBeGreaterThan(0);
  expect(rides(0)).toBeGreaterThan(rides(1)); // its state is forwarded to the phone
});

import { readFileSync } from 'node:fs';
import {
  A_DAY,
  ARCHIVE_COMMANDS,
  AUTHORIZED_AGAIN,
  BACKUP_COMMANDS,
  CROWD_COMMANDS,
  PRESENCE_COMMANDS,
  RENTAL_COMMANDS,
  ROLLUP_COMMANDS,
  SCHEDULE_COMMANDS,
  STATE_COMMANDS,
} from '../../../deploy/cost/counts.ts';
import { doorOf, readDomain, readDomains } from '../../../deploy/doors.mjs';
import { handler as backUp } from '../../../functions/backup/schedule/export.ts';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { handler as quote } from '../../../functions/rental/http/quote.ts';
import { handler as sweepRentals } from '../../../functions/rental/schedule/sweep.ts';
import { redis } from '../../../lib/redis.ts';
import { newDevice, onlineDevice } from '../../functions/device/doors.ts';
import { newVenue, rollup, seen } from '../../functions/heatmap/doors.ts';
import {
  connection,
  newRider,
  obey,
  release,
  newDevice as rentable,
  rentalNow,
  rented,
} from '../../functions/rental/doors.ts';
import { aws } from '../../harness/aws.ts';
import { call } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';

withRedis();
withBroker();
Object.assign(process.env, { STAGE: 'test', BACKUP_BUCKET: 'skein-backups', RENTAL_BUCKET: 'skein-rentals' });
afterEach(() => jest.restoreAllMocks());

/** What Redis has been asked since it started, every call of a script too, as `npm run bench` counts it. */
async function asked(): Promise<number> {
  const headers = { authorization: `Bearer ${aws.secrets.redis_token}` };
  const response = await fetch(process.env.UPSTASH_REDIS_REST_URL!, {
    method: 'POST',
    headers,
    body: '["INFO","commandstats"]',
  });
  const { result } = (await response.json()) as { result: string };
  const calls = [...result.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].filter(([, name]) => name !== 'info');
  return calls.reduce((sum, [, , count]) => sum + Number(count), 0);
}

async function commandsOf(work: () => Promise<unknown>): Promise<number> {
  const before = await asked();
  await work();
  return (await asked()) - before;
}

let seq = 0;

test.each([
  [1, 1],
  [1000, 1],
  [1000, 10],
])('%i crowd reports of %i venues ask as the counts say', async (reports, halls) => {
  const venues = await Promise.all(Array.from({ length: halls }, newVenue));
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now);
  const batch = () => {
    seq += 1;
    const bodies = Array.from({ length: reports }, (_, i) =>
      seen(venues[i % halls]!, { seq, position: [121.47, 31.23] }),
    );
    return ingest(sqsEvent(...bodies.map((body, i) => envelope(`robot-${i}`, body, now))));
  };
  await batch(); // what is read once, and the minute's first report
  expect(await commandsOf(batch)).toBe(CROWD_COMMANDS.venue * halls);
});

test.each([
  [1, 1],
  [20, 20],
  [1000, 500],
])('%i state reports of %i devices ask as the counts say', async (reports, devices) => {
  const ids: string[] = [];
  for (let i = 0; i < devices; i++) ids.push(await onlineDevice());
  const batch = () => {
    const bodies = Array.from({ length: reports }, (_, i) => {
      seq += 1;
      const body = { seq, boot: 'a', at: Date.now(), position: [121.47, 31.23], battery: 0.5 };
      return envelope(ids[i % devices]!, body, Date.now());
    });
    return state(sqsEvent(...bodies));
  };
  await batch();
  expect(await commandsOf(batch)).toBe(STATE_COMMANDS);
});

describe('of a stack that nobody uses', () => {
  const schedules = readDomains().flatMap((domain) =>
    Object.keys(readDomain(domain).functions)
      .filter((door) => door.startsWith('schedule/'))
      .map((door) => doorOf(domain, door)),
  );

  test('every schedule is counted', () => {
    expect(Object.keys(SCHEDULE_COMMANDS).sort()).toEqual(schedules.map(({ key }) => key).sort());
  });

  test.each(schedules.map(({ key, source }) => [key, source]))('%s asks as the counts say', async (key, source) => {
    await redis().flushdb();
    const { handler } = await import(`../../../${source}`);
    const [found, counted] = [await commandsOf(handler), SCHEDULE_COMMANDS[key]!];
    expect([counted - 1, counted]).toContain(found); // products may be remembered here, and are not after a minute
    await redis().flushdb();
  });
});

test('each further device asks as much of the nightly backup as the counts say', async () => {
  await newDevice();
  const first = await commandsOf(backUp);
  for (let i = 0; i < 20; i++) await newDevice();
  expect((await commandsOf(backUp)) - first).toBe(20 * BACKUP_COMMANDS);
});

test('an hour of a floor that is rolled up asks as the counts say', async () => {
  const venue = await newVenue();
  const now = Date.now();
  await ingest(sqsEvent(envelope('robot', seen(venue, {}), now)));
  jest.spyOn(Date, 'now').mockReturnValue(now + 3_700_000);
  const found = (await commandsOf(rollup)) - SCHEDULE_COMMANDS.heatmapRollup!;
  expect([ROLLUP_COMMANDS, ROLLUP_COMMANDS + 1]).toContain(found); // the first call of a script is two
});

test('a rental asks as the counts say: quote, rent, obey, look, release', async () => {
  const rider = await newRider();
  const bike = await rentable('bike');
  const ride = async () => {
    await call(quote, { path: { code: bike.code }, caller: rider });
    const rental = await rented(rider, bike);
    await obey(rental);
    await rentalNow(rental);
    await release(rider, rental);
    await obey(rental);
  };
  await ride();
  expect(await commandsOf(ride)).toBe(RENTAL_COMMANDS);
});

test('each further rental that is archived asks as the counts say', async () => {
  const now = Date.now();
  let days = 0;
  const ofSweepAfter = async (rentals: number) => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 100 * days * A_DAY.seconds * 1000);
    for (let i = 0; i < rentals; i++) {
      const rider = await newRider();
      await release(rider, await rented(rider, await rentable('bike')));
    }
    days += 1;
    clock.mockReturnValue(now + 100 * days * A_DAY.seconds * 1000);
    return commandsOf(sweepRentals);
  };
  await ofSweepAfter(0); // what other tests have left
  const first = await ofSweepAfter(1);
  expect((await ofSweepAfter(21)) - first).toBe(20 * ARCHIVE_COMMANDS);
});

test('a device that connects asks as the counts say', async () => {
  const device = await newDevice();
  await connection(device, true, Date.now());
  const found = await commandsOf(() => connection(device, false, Date.now() + 1000));
  expect([PRESENCE_COMMANDS - 1, PRESENCE_COMMANDS]).toContain(found);
});

test('clients are authorized again as often as the authorizer says', () => {
  const source = readFileSync('functions/auth/mqtt/admit.ts', 'utf8');
  expect(/REFRESH = (\d+);/.exec(source)?.[1]).toBe(String(AUTHORIZED_AGAIN));
});

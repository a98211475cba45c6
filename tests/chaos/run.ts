import { productModels } from '../../local/fleet/products.ts';
import { type Device, startDevice } from './actors/device.ts';
import { type Given, startKeeper } from './actors/keeper.ts';
import { type Rider, startRider } from './actors/rider.ts';
import { type Robot, startRobot, VENUE, venueBody } from './actors/robot.ts';
import { insist, OPERATOR } from './api.ts';
import { chanceOf } from './chance.ts';
import { clock, HOUR, holdClock, MINUTE, realNow, SECOND } from './clock.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { type Faults, faultsBy } from './faults.ts';
import { requests, send } from './faulty-request.ts';
import { invoke } from './functions.ts';
import { STAGE } from './rules.ts';
import { type Store, startStore, TOKENS } from './store.ts';
import type { World } from './world.ts';

/** Enough money that nobody runs out of it. */
export const CREDIT = 10_000_000;
const FLEET = { bike: 6, massage_chair: 3, water_dispenser: 4, washer: 4 };
const [ROBOTS, RIDERS, DOORS] = [12, 14, 3];
/** Every minute, as the schedules of the deployment. */
const SWEEPS = ['rental/schedule/sweep', 'device/schedule/sweep', 'command/schedule/sweep'];
/** After the last fault this long: what failed is tried again for five minutes, a chair is waited for half an hour. */
const HEALS_WITHIN = 75 * MINUTE;

/** All that happened in a run, as those who took part know it. */
export interface Story {
  robots: Robot[];
  devices: Device[];
  doors: Device[];
  riders: Rider[];
  commands: Given[];
  store: Store;
  faults: Faults;
  startedAt: number;
  letters: number;
}

/** Runs until so many faults were injected and all has healed; `tell` hears of progress. */
export async function run(seed: number, wanted: number, tell: (line: string) => void): Promise<Story> {
  const chance = chanceOf(seed);
  const faults = faultsBy(chance);
  const store = await startStore();
  // a full hour, so that rollups have something to do, and lately enough for Redis to keep it
  const startedAt = Math.floor(realNow() / HOUR) * HOUR - 6 * HOUR;
  holdClock(startedAt);
  const cloud = startCloud(chance, faults);
  setUp(faults, store, cloud);
  const world: World = { chance, cloud, faults, closesAt: Number.POSITIVE_INFINITY };

  const ask = async (door: string, path: Record<string, string>, body: unknown, key = 'first') => {
    const { status, json } = await insist(faults, door, { caller: OPERATOR, path, body, key });
    if (status >= 300) throw new Error(`${door} answered ${status} ${JSON.stringify(json)}`);
    return json;
  };

  const told = { at: realNow() };
  const devices: Device[] = [];
  const doors: Device[] = [];
  await faults.without(async () => {
    await ask('venue/http/put', { venue_id: VENUE }, venueBody);
    for (const [product_id, model] of productModels()) await ask('product/http/put', { product_id }, model);
    for (const [product, count] of Object.entries(FLEET))
      for (let i = 1; i <= count; i++) devices.push(startDevice(world, await registered(`${product}-${i}`, product)));
    for (let i = 1; i <= DOORS; i++) doors.push(startDevice(world, await registered(`door-${i}`, 'door_lock')));
    for (let i = 1; i <= RIDERS; i++) await open(`rider-${i}`);
  });
  const robots = Array.from({ length: ROBOTS }, (_, i) => startRobot(world, i));
  const riders = Array.from({ length: RIDERS }, (_, i) => startRider(world, i + 1, devices));
  const commands = startKeeper(world, doors);

  for (
    let minute = 1;
    world.closesAt === Number.POSITIVE_INFINITY || clock.now < world.closesAt + HEALS_WITHIN;
    minute++
  ) {
    await cloud.run(startedAt + minute * MINUTE);
    // a minute of the run is over in milliseconds; a replica that begins anew would be an hour behind
    if (!faults.areOn) await store.caughtUp();
    await tick(minute);
    if (faults.areOn && faults.total() >= wanted) {
      faults.heal();
      world.closesAt = clock.now;
    }
    // what was given up is sent again, once nothing is broken any more
    if (clock.now > world.closesAt + 10 * MINUTE) for (const letter of cloud.letters.splice(0)) letter.again();
    if (realNow() - told.at < 2000) continue;
    told.at = realNow();
    tell(`${faults.total()} of ${wanted} faults, ${minute} minutes${faults.areOn ? '' : ', healing'}`);
  }
  await store.caughtUp();
  return { robots, devices, doors, riders, commands, store, faults, startedAt, letters: cloud.letters.length };

  async function tick(minute: number): Promise<void> {
    const due = [...SWEEPS, ...(minute % 60 === 2 ? ['heatmap/schedule/rollup'] : [])];
    for (const door of due) await faults.run(door, () => invoke(door, {})).catch(() => {});
    if (faults.happens('broker restarted', 0.03, minute)) cloud.restart(chance.from(2, 20, 'away', minute) * SECOND);
    if (faults.happens('Redis killed', 0.1, minute))
      cloud.after(chance.from(1, 59, 'killed', minute) * SECOND, store.kill);
  }

  async function registered(id: string, product: string) {
    const { code } = await ask('device/http/put', { device_id: id }, { product });
    return { id, product, code: code as string };
  }

  async function open(account_id: string): Promise<void> {
    await ask('account/http/put', { account_id }, { currency: 'CNY', max_rentals: 1 });
    await ask('account/http/credit', { account_id }, { amount: CREDIT }, 'credit');
  }
}

/** The functions' environment; what they ask for goes through the faults. */
function setUp(faults: Faults, store: Store, cloud: Cloud): void {
  Object.assign(process.env, {
    UPSTASH_REDIS_REST_URL: 'http://redis',
    AWS_ENDPOINT_URL: 'http://aws',
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    SECRETS: 'skein/chaos/',
    RULE_PREFIX: `skein_${STAGE}`,
    MQTT_URL: 'mqtts://localhost',
    TSDB_URL: '',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
  const secrets: Record<string, string> = {
    redis_token: TOKENS.all,
    redis_read_token: TOKENS.reads,
    code_keys: JSON.stringify({ signs: 'a', keys: { a: 'chaos' } }),
  };
  const answer = (status: number) => ({ status, body: status < 300 ? '{}' : '{"error":"ERR out of order"}' });
  requests.done = (url, outgoing) => {
    if (url.startsWith('http://redis')) {
      const forward = () => send(url.replace('http://redis', store.url), outgoing);
      return faults.request(forward, answer);
    }
    const topic = /\/topics\/([^?]+)/.exec(url)?.[1];
    if (topic === undefined) {
      const { SecretId } = JSON.parse(String(outgoing.body)) as { SecretId: string };
      const SecretString = secrets[SecretId.slice('skein/chaos/'.length)];
      return Promise.resolve({ status: 200, body: JSON.stringify({ SecretString }) });
    }
    const taken = async () => {
      if (cloud.isAway()) return answer(503);
      cloud.publish(decodeURIComponent(topic), String(outgoing.body));
      return answer(200);
    };
    return faults.request(taken, answer);
  };
}

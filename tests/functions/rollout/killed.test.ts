import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { build } from 'esbuild';
import { handler as commandEvent } from '../../../functions/rollout/mqtt/command-event.ts';
import { asksForSecret, getSecretValue } from '../../../local/aws/secrets.ts';
import { aws } from '../../harness/aws.ts';
import { eventually } from '../../harness/eventually.ts';
import { withRedis } from '../../harness/redis.ts';
import { answer, changed, fleetOf, rolloutNow, start, targetsOf } from './doors.ts';

withRedis();

const DEVICES = 2000;
const CANARY = 100;

const folder = mkdtempSync(join(tmpdir(), 'rollout-'));
const [bundle, clock] = [join(folder, 'step.cjs'), join(folder, 'clock')];

/** The broker's data plane: devices hear their commands there, and the rollout what becomes of them. */
let broker: Server;
/** What each device was told, in the order of arrival. */
const told: { device_id: string; command_id: string }[] = [];
let obey = async (_device: string, _command: string, _number: number): Promise<void> => {};
const failures: unknown[] = [];
/** So many functions run at once; what waits for its turn asks Redis nothing yet, and so runs out of no time. */
const lanes: Promise<unknown>[] = Array(20).fill(Promise.resolve());
let taken = 0;
const take = (work: () => Promise<unknown>) => {
  const lane = taken++ % lanes.length;
  lanes[lane] = lanes[lane]!.then(work).catch((error) => failures.push(error));
};
const allTaken = async () => {
  for (let before = -1; before !== taken; ) {
    before = taken;
    await Promise.all(lanes);
  }
};

beforeAll(async () => {
  writeFileSync(clock, '0');
  broker = createServer(async (request, response) => {
    if (asksForSecret(request)) {
      const [status, secret] = await getSecretValue(request, aws.secrets);
      response.writeHead(status).end(JSON.stringify(secret));
      return;
    }
    const topic = decodeURIComponent(request.url!.replace(/^\/topics\//, '').split('?')[0]!);
    // biome-ignore lint/suspicious/noExplicitAny: a message is whatever was published
    const message = (await json(request).catch(() => undefined)) as any;
    if (!message) return; // whoever sent it was killed
    response.setHeader('content-type', 'application/json').end('{}');
    if (/^devices\/[^/]+\/commands\//.test(topic)) {
      const number = told.push(message);
      take(() => obey(message.device_id, message.command_id, number));
    } else if (topic.endsWith('internal/command/event')) take(() => commandEvent(message));
  });
  await once(broker.listen(0), 'listening');
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`;
  const contents = `
    import { handler } from ${JSON.stringify(resolve('functions/rollout/mqtt/step.ts'))};
    handler({ rollout_id: process.argv[2] });`;
  await build({
    stdin: { contents, resolveDir: resolve('.') },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    loader: { '.lua': 'text' },
    logLevel: 'error',
  });
}, 60_000);
afterAll(() => broker.close());

/** A function in a process of its own, so that it can be killed between any two of its steps. */
function step(rollout_id: string): ChildProcess {
  const env = { ...process.env, SKEIN_TEST_CLOCK: clock };
  const args = ['--require', resolve('tests/harness/clock.cjs'), bundle, rollout_id];
  return spawn(process.execPath, args, { env, stdio: 'inherit' });
}
const stepped = async (id: string) => {
  await once(step(id), 'exit');
  await allTaken();
};

test('2,000 devices of which too many fail at first: halted, resumed, killed in the middle, continued, exact', async () => {
  const { product } = await fleetOf(DEVICES);
  const body = { product, action: 'ring', canary: CANARY / DEVICES, per_minute: 6000, stop_at_failed: 0.1 };
  const { rollout_id } = (await start(body)).json;
  obey = async (device, command, number) => answer(device, command, number % 7 === 0 ? 'refused' : 'done');
  await stepped(rollout_id);
  const halted = await rolloutNow(rollout_id);
  expect(halted.state).toBe('halted');
  expect(halted.counts.failed).toBe(Math.floor(told.length / 7));
  expect(halted.counts).toMatchObject({ total: DEVICES, done: told.length - halted.counts.failed, sent: 0 });
  expect(told.length).toBeLessThanOrEqual(CANARY);

  await changed(rollout_id, 'resume');
  obey = (device, command) => answer(device, command, 'done');
  const victim = step(rollout_id);
  await eventually(() => expect(told.length).toBeGreaterThan(700), 30_000);
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  await allTaken();
  const killed = await rolloutNow(rollout_id);
  expect(killed.counts.waiting).toBeGreaterThan(0);
  // what it had taken is taken up again after half a minute; how much one step does depends on the machine
  for (
    let forward = 40_000;
    forward <= 600_000 && (await rolloutNow(rollout_id)).state === 'running';
    forward += 40_000
  ) {
    writeFileSync(clock, String(forward));
    await stepped(rollout_id);
  }
  const { state, counts } = await rolloutNow(rollout_id);
  const { failed } = halted.counts;
  expect([state, counts]).toMatchObject([
    'done',
    { total: DEVICES, failed, done: DEVICES - failed, sent: 0, waiting: 0 },
  ]);
  const commands = new Map<string, Set<string>>();
  for (const { device_id, command_id } of told) {
    commands.set(device_id, (commands.get(device_id) ?? new Set()).add(command_id));
  }
  expect(commands.size).toBe(DEVICES);
  expect(Math.max(...[...commands.values()].map(({ size }) => size))).toBe(1);
  let listed = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: { devices: unknown[]; next?: number } = await targetsOf(rollout_id, { after: String(after) });
    listed += page.devices.length;
    after = page.next;
  }
  expect(listed).toBe(DEVICES);
  expect(failures).toEqual([]);
}, 180_000);

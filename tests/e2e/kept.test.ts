import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf } from '../../local/fleet/client.ts';
import { connectDevice } from '../../local/fleet/connection.ts';
import { operator, registerDevice, registerVenue } from '../../local/fleet/operator.ts';
import { outline } from '../../local/fleet/outline.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { freePort } from '../../local/ports.mjs';
import { connectResp } from '../../local/redis/resp.ts';
import { startRedis } from '../../local/redis/server.ts';
import { eventually } from '../harness/eventually.ts';

const folder = mkdtempSync(join(tmpdir(), 'skein-test-kept-'));
/** Several starts in one test, on a machine that has other things to do. */
const PATIENCE = 240_000;
const running: Launched[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(...args: string[]): Promise<Launched> {
  const one = await launch(['--no-demo', ...args]);
  running.push(one);
  return one;
}

const online = ({ addresses }: Launched, device_id: string) =>
  bodyOf(operator(addresses.http).GET('/v1/devices/{device_id}', { params: { path: { device_id } } })).then(
    (device) => device.online,
  );

test(
  'a killed Redis comes back with what it held; a clean stop keeps all, and devices come and go as before',
  async () => {
    const data = join(folder, 'made', 'by-it');
    const first = await start('--data', data);
    expect(first.output()).toContain(`(kept in ${data})`);
    await registerDevice(operator(first.addresses.http), 'bike-1', 'bike', [121.47, 31.23]);
    const before = await connectDevice('bike-1', first.addresses.mqtt);
    await eventually(async () => expect(await online(first, 'bike-1')).toBe(true));

    process.kill(Number(readFileSync(join(data, 'redis.pid'), 'utf8')), 'SIGKILL');
    await eventually(async () => expect(await online(first, 'bike-1')).toBe(true));
    expect(first.output()).toContain('skein: redis-server has ended, and is started again with what it kept');

    await expect(start('--data', data)).rejects.toThrow(/ended with 1 .*\nskein: .* is in use by another stack/);
    expect(await first.stop()).toBe(0); // which tells that the bike has gone
    void before.close();

    const second = await start(`--data=${data}`);
    expect(await online(second, 'bike-1')).toBe(false);
    const after = await connectDevice('bike-1', second.addresses.mqtt);
    await eventually(async () => expect(await online(second, 'bike-1')).toBe(true));
    await after.close();
  },
  PATIENCE,
);

test(
  'a Redis of one’s own keeps what it had, and outlives the stack',
  async () => {
    const own = await startRedis();
    const direct = connectResp(own.port);
    await direct.send(['ACL', 'SETUSER', 'anna', 'on', '>hush', '~*', '+@all']);
    await direct.send(['SET', 'mine', 'untouched']);
    const one = await start('--redis', `redis://anna:hush@127.0.0.1:${own.port}/1`);
    expect(one.output()).toContain(`redis://127.0.0.1:${own.port}/1   (your own; it is left running)`);
    expect(one.output()).not.toContain('hush');
    await registerVenue(one.addresses.http, 'hall', {
      name: 'Hall',
      time_zone: 'UTC',
      floors: [{ floor: '1', bounds: BOUNDS, bounds_unit: 'metres', frame: { origin: [121.47, 31.23], bearing: 0 } }],
    });
    expect(await one.stop()).toBe(0);
    expect(String(await direct.send(['GET', 'mine']))).toBe('untouched');
    await direct.send(['SELECT', '1']);
    expect(await direct.send(['DBSIZE'])).toBeGreaterThan(0);
    direct.close();
    await own.stop();
  },
  PATIENCE,
);

test(
  'what makes no sense is one clear line and exit code 1, without a password',
  async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const port = await freePort();
    for (const [args, line] of [
      [['--data'], '--data takes a folder: npm start -- --data …'],
      [['--data', file], `--data takes a folder, and ${file} cannot be one: EEXIST`],
      [
        ['--redis', 'http://a:hush@b'],
        '--redis takes redis://[user:password@]host:port[/db], and this is something else',
      ],
      [['--redis', `redis://a:hush@127.0.0.1:${port}`], 'Redis cannot be reached: ECONNREFUSED'],
    ] as const) {
      await expect(start(...args)).rejects.toThrow(`ended with 1 before it was ready:\nskein: ${line}\n`);
    }
  },
  PATIENCE,
);

const BOUNDS = outline({ x: [0, 10], y: [0, 10] });

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Addresses } from '../../local/addresses.ts';
import { operator, registerDevice } from '../../local/fleet/operator.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';
import { connectedPhone, type Listener, online, type Rider, rider } from '../harness/rental.ts';
import { unique } from '../harness/unique.ts';

const HOUR = 3_600_000;
/** The sweeper comes once a minute. */
const SWEPT = 75_000;

const town = unique('town');
const [ridden, asked, chair] = [`${town}-bike-1`, `${town}-bike-2`, `${town}-chair-1`] as const;

const clock = join(tmpdir(), unique('clock'));
const putForward = (ms: number) => writeFileSync(clock, String(ms));
const withClock = { SKEIN_TEST_CLOCK: clock, NODE_OPTIONS: `--require ${resolve('tests/harness/clock.cjs')}` };

let launched: Launched;
let devices: ChildProcess;

/** Two bikes and a chair in a process of their own, as the demo has them. */
function startDevices({ http, mqtt }: Addresses): ChildProcess {
  const fleet = ['--robots', '1', '--bikes', '2', '--chairs', '1', '--phones', '0', '--venue', town];
  const args = ['--import', 'tsx', 'local/fleet/demo/main.ts', '--api', http, '--broker', mqtt, ...fleet];
  return spawn(process.execPath, args, { env: { ...process.env, ...withClock }, stdio: 'ignore' });
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

beforeAll(async () => {
  putForward(0);
  process.env.SKEIN_TEST_CLOCK = clock;
  require('../harness/clock.cjs');
  launched = await launch(['--no-demo'], withClock);
  process.env.SKEIN_TEST_STACK = JSON.stringify(launched.addresses);
});
afterAll(async () => {
  devices?.kill('SIGKILL');
  await launched?.stop();
});

test('a device process killed in mid-rental and restarted an hour later: all ends, and is paid by what devices have shown', async () => {
  devices = startDevices(launched.addresses);
  await online(chair, true);
  const code = (id: string) => registerDevice(operator(launched.addresses.http), id, kindOf(id), [121.47, 31.23]);
  const rent = async (who: Rider, id: string) => {
    const { status, json } = await who.rent(await code(id));
    expect([status, json.state]).toEqual([201, 'requested']);
    return json.rental_id as string;
  };
  const stateIs = (who: Rider, id: string, state: string, patience?: number) =>
    eventually(async () => expect((await who.rental(id)).state).toBe(state), patience);

  const [alice, bob, carol] = [await rider(), await rider(), await rider()];
  const phones = await Promise.all([alice, bob, carol].map(connectedPhone));
  const [ride, massage] = [await rent(alice, ridden), await rent(bob, chair)];
  await stateIs(alice, ride, 'active');
  await stateIs(bob, massage, 'active');

  devices.kill('SIGSTOP'); // still connected, but it will never answer
  const request = await rent(carol, asked);
  await kill(devices);
  for (const id of [ridden, asked, chair]) await online(id, false);
  expect((await (await rider()).rent(await code(ridden))).json.reason).toBe('device_in_use');

  putForward(HOUR);
  await stateIs(carol, request, 'cancelled');
  await stateIs(bob, massage, 'settled', SWEPT);
  await stateIs(alice, ride, 'active'); // what she has set aside lasts longer

  devices = startDevices(launched.addresses);
  for (const id of [ridden, asked, chair]) await online(id, true);
  await stateIs(alice, ride, 'settled');
  const paid = async (who: Rider) => {
    const { held, ledger, balance } = await who.statement();
    expect(held).toBe(0);
    expect(ledger.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
    return 10_000 - balance;
  };
  expect(await paid(alice)).toBe(100); // the unlock fee: it was lost within the free minutes
  expect(await paid(bob)).toBe(750); // it did not come back within half an hour: half of the price
  expect(await paid(carol)).toBe(0);
  const told = async (phone: Listener, type: string) =>
    eventually(() => expect(phone.heard.map(({ payload }) => payload.type)).toContain(type), SWEPT);
  await told(phones[0]!, 'rental_ended');
  await told(phones[1]!, 'rental_ended');
  await told(phones[2]!, 'rental_cancelled');

  for (const [who, id] of [
    [alice, ridden],
    [bob, chair],
    [carol, asked],
  ] as const) {
    await stateIs(who, await rent(who, id), 'active');
  }
}, 240_000);

const kindOf = (id: string) => (id === chair ? 'massage_chair' : 'bike');

import { setTimeout as sleep } from 'node:timers/promises';
import { smokeTest } from '../../deploy/doctor/smoke.ts';
import { bodyOf, caller, newKey } from '../../local/fleet/client.ts';
import { connectDevice, type DeviceConnection } from '../../local/fleet/connection.ts';
import { credit, operator, registerAccount, registerDevice } from '../../local/fleet/operator.ts';
import { type Launched, launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';

const PATIENCE = 30_000;

let stack: Launched;
beforeAll(async () => {
  stack = await launch(['--no-demo'], { SKEIN_FAULTS: 'stale=700,throttled=0.3,slower=2' });
});
afterAll(() => stack.stop());

/** One whose connection the broker could not check is tried again. */
const connected = (id: string): Promise<DeviceConnection> =>
  eventually(() => connectDevice(id, stack.addresses.mqtt), PATIENCE);

test('the banner says which faults there are', () => {
  expect(stack.output()).toContain('Faults     stale=700,throttled=0.3,slower=2');
});

test('some calls of functions are throttled, and others are not', async () => {
  const tried = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) => connectDevice(`chance-${i}`, stack.addresses.mqtt)),
  );
  const stand = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  await Promise.all(stand.map((connection) => connection.close()));
  expect(stand.length).toBeGreaterThan(0);
  expect(stand.length).toBeLessThan(tried.length);
});

test('who asks at once for what was just written is told what was before', async () => {
  const ask = operator(stack.addresses.http);
  const read = (device_id: string) => bodyOf(ask.GET('/v1/devices/{device_id}', { params: { path: { device_id } } }));
  let tries = 0;
  const id = await eventually(async () => {
    const fresh = `fresh-${++tries}`;
    await registerDevice(ask, fresh, 'bike', [121.47, 31.23]);
    await expect(read(fresh)).rejects.toThrow('device_unknown');
    return fresh;
  }, PATIENCE);
  expect(await eventually(() => read(id))).toMatchObject({ device_id: id });
});

test('a report is in the heat, though calls are throttled and reads are stale', async () => {
  const { http: api, mqtt } = stack.addresses;
  await connected('doctor').then((doctor) => doctor.close());
  const done = await eventually(() => smokeTest({ api, mqtt, device: 'doctor' }).run(), PATIENCE);
  expect(done).toContain('a report is in the heat');
});

test('a device that answers at once makes its rental active, and is paid once', async () => {
  const { http } = stack.addresses;
  const ask = operator(http);
  const code = await registerDevice(ask, 'bike-1', 'bike', [121.47, 31.23]);
  await registerAccount(ask, 'anna');
  await credit(ask, 'anna', 10_000);
  const bike = await connected('bike-1');
  await bike.subscribe(['devices/bike-1/commands/+'], (topic, command) => {
    const { type, command_id, fence } = command as { type: string; command_id: string; fence: number };
    if (type !== 'bind') return;
    void bike.publish(`${topic}/result`, { command_id, outcome: 'done', fence, at: Date.now() });
  });
  await sleep(1500); // its connection is known, also to those who are behind

  const anna = caller(http, { sub: 'anna', role: 'rider', phone_id: 'phone-1' });
  const params = { header: newKey() };
  const { rental_id } = await eventually(
    () => bodyOf(anna.POST('/v1/rentals', { params, body: { code, phone_id: 'phone-1' } })),
    PATIENCE,
  );
  const rental = () => bodyOf(anna.GET('/v1/rentals/{rental_id}', { params: { path: { rental_id } } }));
  await eventually(async () => expect((await rental()).state).toBe('active'), PATIENCE);
  await anna.POST('/v1/rentals/{rental_id}/release', { params: { path: { rental_id } } });
  await eventually(async () => expect((await rental()).state).toBe('settled'), PATIENCE);
  const { amount } = await rental();
  const { balance } = await bodyOf(anna.GET('/v1/account'));
  expect(balance).toBe(10_000 - amount!);
  await bike.close();
}, 90_000);

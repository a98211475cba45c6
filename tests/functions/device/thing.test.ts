import { handler as describe_ } from '../../../functions/device/http/description.ts';
import { handler as getProperty } from '../../../functions/device/http/property.ts';
import { changeOwner } from '../../../functions/device/owners.ts';
import type { Caller } from '../../../lib/http.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { kettle, register as registerProduct } from '../product/doors.ts';
import { newDevice, RIDER, register, report } from './doors.ts';

withRedis();
withBroker();
process.env.MQTT_URL = 'mqtts://broker.example.com:443';

const headers = { host: 'api.example.com' };
const thingOf = (device_id: string) => call(describe_, { path: { device_id }, headers, caller: RIDER });
const read = (device_id: string, property: string, caller: Caller = OPERATOR) =>
  call(getProperty, { path: { device_id, property }, caller });

test('a Thing Description says where each property is read, and where it is observed', async () => {
  const id = await newDevice();
  const { json, headers: given } = await thingOf(id);
  expect(given['content-type']).toBe('application/td+json');
  expect(json).toMatchObject({
    '@context': ['https://www.w3.org/2022/wot/td/v1.1', expect.any(Object), { mqv: expect.any(String) }],
    id: `urn:skein:device:${id}`,
    title: `Bike ${id}`,
    securityDefinitions: { token: { scheme: 'bearer' }, connection: { scheme: 'auto' } },
    security: ['token'],
  });
  const over = (name: string) => `https://api.example.com/v1/devices/${id}/properties/${name}`;
  const topic = `devices/${id}/properties/locked`;
  const { battery, locked } = json.properties;
  expect(battery).toMatchObject({ type: 'number', maximum: 1, observable: false });
  expect(battery.forms).toEqual([{ href: over('battery'), contentType: 'application/json', op: ['readproperty'] }]);
  expect(locked.forms).toEqual([
    { href: over('locked'), contentType: 'application/json', op: ['readproperty'] },
    {
      href: `mqtts://broker.example.com:443/${topic}`,
      'mqv:filter': topic,
      'mqv:qos': '1',
      contentType: 'application/json',
      op: ['readproperty', 'observeproperty', 'unobserveproperty'],
      security: ['connection'],
    },
  ]);
  expect(json.events.fault).toMatchObject({
    data: { properties: { type: { const: 'fault' }, data: { type: 'object' } } },
    forms: [{ 'mqv:filter': `devices/${id}/events`, op: ['subscribeevent', 'unsubscribeevent'] }],
  });
  expect((await thingOf(unique('none'))).json.reason).toBe('device_unknown');
});

test('an action is invoked with its input alone', async () => {
  const id = await newDevice({ kind: 'washer' });
  const { update, start } = (await thingOf(id)).json.actions;
  const href = (name: string) => `https://api.example.com/v1/devices/${id}/actions/${name}`;
  expect(update).toMatchObject({ input: { required: ['version', 'url', 'sha256'] }, synchronous: false });
  expect(update.forms).toEqual([
    { href: href('update'), contentType: 'application/json', op: ['invokeaction'], 'htv:methodName': 'POST' },
  ]);
  expect(start.forms).toMatchObject([{ href: href('start') }]);
});

test('a module is an object of its own properties', async () => {
  const [part, whole, id] = [unique('socket'), unique('pile'), unique('device')];
  await registerProduct(part, kettle({ actions: undefined, 'skein:rental': undefined }));
  const links = [{ rel: 'tm:submodel', href: `./${part}.json`, instanceName: 'socket_1' }];
  await registerProduct(whole, kettle({ links, properties: {}, actions: undefined, 'skein:rental': undefined }));
  await register(id, { product: whole, kind: undefined });
  const { socket_1 } = (await thingOf(id)).json.properties;
  expect(socket_1).toMatchObject({ title: 'Kettle', type: 'object', properties: { boiling: { type: 'boolean' } } });
  await report(id, 1, { properties: { socket_1: { boiling: true } } });
  expect((await read(id, 'socket_1')).json).toEqual({ boiling: true });
});

test('a property is read by operators, partners, owners and the device itself', async () => {
  const id = await newDevice();
  await report(id, 1, { battery: 0, properties: { locked: false, firmware: '1.0' } });
  await changeOwner(id, 'an-owner', 'owner', undefined);
  const callers: Caller[] = [
    OPERATOR,
    { sub: 'p', role: 'partner' },
    { sub: id, role: 'device' },
    { ...RIDER, sub: 'an-owner' },
  ];
  for (const caller of callers) expect((await read(id, 'locked', caller)).json).toBe(false);
  expect((await read(id, 'battery')).json).toBe(0);
  expect((await read(id, 'firmware')).json).toBe('1.0');
  for (const caller of [RIDER, { sub: 'another', role: 'device' } as const]) {
    expect(await read(id, 'locked', caller)).toMatchObject({ status: 403, json: { reason: 'device_private' } });
  }
  for (const name of ['colour', 'constructor']) expect((await read(id, name)).json.reason).toBe('property_unknown');
  expect((await read(await newDevice(), 'locked')).json.reason).toBe('property_unknown');
  expect((await read(unique('none'), 'locked')).json.reason).toBe('device_unknown');
});

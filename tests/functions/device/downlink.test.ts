import { tellDevice } from '../../../functions/device/index.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { kettle, register as registerProduct } from '../product/doors.ts';
import { newDevice, T0 } from './doors.ts';

withRedis();
const published = withBroker();

const downlink = {
  name: 'down',
  bind: '{"cmd":"open","order":"{rental_id}","max":{limit.quantity},"who":"{phone_id}"}',
  actions: { boil: 'BOIL {input.program};{input}' },
};
const about = { sent_at: T0, expires_at: T0 + 1 };

test('a command is written as the product of an older protocol says, and what it does not write is not sent', async () => {
  await registerProduct('kettle', kettle({ 'skein:downlink': downlink }));
  const device_id = await newDevice({ kind: 'kettle' });
  const rental = { device_id, rental_id: 'r"1', fence: 3, ...about };
  await tellDevice({
    command_id: 'c1',
    type: 'bind',
    ...rental,
    limit: { meter: 'volume', unit: 'ml', quantity: 500 },
  });
  await tellDevice({ command_id: 'c2', type: 'release', ...rental });
  await tellDevice({ command_id: 'c3', type: 'action', device_id, action: 'stop', ...about });
  expect(published(/downlink\/down$/)).toEqual([{ cmd: 'open', order: 'r"1', max: 500, who: '' }]);
});

test('a newer device of the same family is told as ever', async () => {
  await registerProduct('old', kettle({ 'skein:downlink': downlink }));
  await registerProduct('new', kettle());
  const device_id = await newDevice({ kind: 'new' });
  const command = { command_id: 'c1', type: 'action' as const, device_id, action: 'boil', ...about };
  await tellDevice(command);
  expect(published(new RegExp(`^devices/${device_id}/commands/c1$`))).toEqual([command]);
});

test.each([
  [{ ...downlink, name: '../commands/x' }, '/skein:downlink/name'],
  [{ ...downlink, actions: { fly: 'FLY' } }, '/skein:downlink/actions/fly'],
])('%j is refused', async (written, path) => {
  const { json } = await registerProduct('bad', kettle({ 'skein:downlink': written }));
  expect([json.reason, json.detail.split(' ')[0]]).toEqual(['model_invalid', path]);
});

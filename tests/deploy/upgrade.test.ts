import { convertDevices } from '../../deploy/upgrade/devices.ts';
import { readDevice } from '../../functions/device/store.ts';
import { withTwoRedises } from '../functions/backup/doors.ts';

const { old } = withTwoRedises();

test('devices that an earlier release has kept as hashes are read as they were, however often it runs', async () => {
  const fields = { kind: 'bike', position: '[121.47,31.23]', fence: '7', 'property:line': '"7 \\"ä"', state_seq: '9' };
  for (let i = 0; i < 1200; i++) {
    await old.send('HSET', `device:bike-${i}`, ...Object.entries({ ...fields, code_version: String(i) }).flat());
  }
  await old.send('HSET', 'device:bike-1:owners', 'an-account', 'owner');
  await old.send('SET', 'device:bike-new', '{"kind":"bike"}');

  expect(await convertDevices(old.rest, () => {})).toBe(1200);
  expect(await convertDevices(old.rest, () => {})).toBe(0);
  expect(Object.fromEntries(await readDevice('bike-1199'))).toEqual({ ...fields, code_version: '1199' });
  expect(Object.fromEntries(await readDevice('bike-new'))).toEqual({ kind: 'bike' });
  expect(String(await old.send('HGET', 'device:bike-1:owners', 'an-account'))).toBe('owner');
});

import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { near, newDevice, onlineDevice, register, report, seen, T0 } from './doors.ts';

withRedis();

const placeOf = async (id: string) => (await seen(id)).position;
const foundAt = async (place: string) =>
  (await near({ near: place, radius: '100' })).json.devices.map(({ device_id }: { device_id: string }) => device_id);

test('a device is where it was registered until it says where it is, and from then on where it has said', async () => {
  const id = await onlineDevice({ position: [10, 50] });
  expect(await placeOf(id)).toEqual([10, 50]);
  expect(await foundAt('10,50')).toEqual([id]);
  await register(id, { position: [11, 50] });
  expect(await placeOf(id)).toEqual([11, 50]);
  expect([await foundAt('10,50'), await foundAt('11,50')]).toEqual([[], [id]]);

  await report(id, 1, { position: [12, 50] });
  await register(id, { position: [13, 50] });
  expect(await placeOf(id)).toEqual([12, 50]);
  expect([await foundAt('11,50'), await foundAt('12,50'), await foundAt('13,50')]).toEqual([[], [id], []]);
});

test('a registration without a place leaves the place as it was', async () => {
  const id = await newDevice({ position: [20, 50] });
  await register(id);
  expect(await placeOf(id)).toEqual([20, 50]);
});

test('a device that has never named a place has none', async () => {
  const id = await onlineDevice();
  await report(id, 1);
  expect(await seen(id)).not.toHaveProperty('position');
});

test('devices of several kinds that move in one batch are each found among their kind', async () => {
  const [bike, washer, other] = [
    await onlineDevice(),
    await onlineDevice({ kind: 'washer' }),
    await onlineDevice({ kind: 'washer' }),
  ];
  const moved = (id: string, i: number) =>
    envelope(id, { seq: 1, boot: 'a', at: T0, position: [30, 50 + i / 10_000] }, T0);
  await state(sqsEvent(...[bike, washer, other].map(moved)));
  const found = async (kind: string) => (await near({ near: '30,50', kind })).json.devices;
  expect(await found('bike')).toMatchObject([{ device_id: bike }]);
  expect(await found('washer')).toMatchObject([{ device_id: washer }, { device_id: other }]);
});

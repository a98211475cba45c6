import { handler as putDevice } from '../../../functions/device/http/put.ts';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { withProducts } from '../product/doors.ts';

withRedis();
beforeAll(withProducts);
const published = withBroker();
const T0 = Date.now();

async function newDevice(): Promise<string> {
  const id = unique('bike');
  await call(putDevice, { method: 'PUT', path: { device_id: id }, body: { kind: 'bike' }, caller: OPERATOR });
  return id;
}

const say = (id: string, at: number, more: object = {}) =>
  state(sqsEvent(envelope(id, { seq: at - T0, boot: 'b', at, ...more }, at)));

test('a device that believes in a lease it has not is told so; an old report is not what it believes', async () => {
  const bike = await newDevice();
  const lease = { lease: { rental_id: 'over', phone_id: 'phone', fence: 1 } };
  await say(bike, T0 + 2000);
  await say(bike, T0 + 1000, lease);
  expect(published(/./)).toEqual([]);
  await say(bike, T0 + 3000, lease);
  expect(published(/./)).toEqual([expect.objectContaining({ type: 'release', device_id: bike, rental_id: 'over' })]);
});

import type { Lease } from '../../../events/device/state-report.ts';
import { handler as state } from '../../../functions/device/mqtt/state.ts';
import { handler as effect } from '../../../functions/rental/mqtt/effect.ts';
import { withBroker } from '../../harness/published.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { T0 } from '../device/doors.ts';
import { balanceOf, clockIs, newDevice, newRider, rentalNow, rented, SECOND } from './doors.ts';

withRedis();
const published = withBroker();

beforeEach(() => clockIs(T0));

let seq = 0;
/** The washer runs, and says for whom; what that shows is delivered as its rule would. */
async function runs(device_id: string, at: number, lease?: Lease): Promise<void> {
  clockIs(at);
  const report = { seq: ++seq, boot: 'a', at, properties: { running: true }, ...(lease && { lease }) };
  await state(sqsEvent(envelope(device_id, report, at)));
  for (const event of published(/internal\/rental\/effect$/)) await effect(event);
}

test('a washer that still runs for the rental before begins nothing for the next one', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('washer'));
  const { rental_id, device_id, phone_id, fence } = rental;
  await runs(device_id, T0 + SECOND, { rental_id: 'the-one-before', phone_id: 'another', fence: fence - 1 });
  expect(await rentalNow(rental)).toMatchObject({ state: 'requested' });
  expect(await balanceOf(rider)).toBe(10_000);

  await runs(device_id, T0 + 2 * SECOND, { rental_id, phone_id, fence });
  expect(await rentalNow(rental)).toMatchObject({ state: 'active', active_at: T0 + 2 * SECOND });
});

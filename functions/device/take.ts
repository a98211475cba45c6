import { randomUUID } from 'node:crypto';
import type { Command } from '../../events/device/command.ts';
import { topics } from '../../events/topics.ts';
import type { Delivery } from '../../lib/batch.ts';
import { publishInternal } from '../../lib/iot.ts';
import { obtain } from '../../lib/obtain.ts';
import { MINUTE } from '../../lib/time.ts';
import { productsNow } from '../product/index.ts';
import { type Fault, type Rejection, reject, rejectionOf } from '../rejection/index.ts';
import { changes } from './changes.ts';
import { deviceEvents } from './events.ts';
import { productIdsOf } from './products.ts';
import { readReport } from './report.ts';
import { sendSeries } from './series.ts';
import { applyStates, type Mistaken, type Reported } from './state.ts';
import { tellDevice } from './tell.ts';

/**
 * Takes state reports: stores each device's last state and place, corrects those that claim an old lease, and
 * says what did not count. Returns how many count.
 */
export async function takeReports(deliveries: readonly Delivery[], now: number): Promise<number> {
  const rejections: Rejection[] = [];
  const batch = await sort(deliveries, (delivery, fault) => rejections.push(rejectionOf(delivery, 'state', fault)));
  if (batch.length > 0) {
    const { mistaken, lost, back, effects, changed, jumps, venues } = await applyStates(batch, now);
    for (const [entry, report, metres, seconds] of jumps) {
      const { device_id, reports } = batch[entry - 1]!;
      const detail = `/position is ${metres} m away after ${seconds} s`;
      const text = JSON.stringify(reports[report - 1]);
      rejections.push({ device_id, said: 'state', reason: 'jump', detail, received_at: now, text });
    }
    await Promise.all([
      ...mistaken.map((device) => correct(device, now)),
      deviceEvents.send([...lost, ...effects], now),
      changes.send(changed, now),
      ...back.map(([device_id, rollout_id]) => publishInternal(topics.device_back, { device_id, rollout_id })),
      sendSeries(batch, venues),
    ]);
  }
  await reject(rejections, now);
  return batch.reduce((sum, { reports }) => sum + reports.length, 0);
}

/** What counts of the deliveries, by device. */
async function sort(deliveries: readonly Delivery[], refuse: (delivery: Delivery, fault: Fault) => void) {
  const ids = await productIdsOf(deliveries.map(({ device_id }) => device_id));
  const products = await productsNow(new Set(ids.values()));
  const batch = new Map<string, Reported>();
  for (const delivery of deliveries) {
    const { device_id, received_at } = delivery;
    const product = products.get(ids.get(device_id) ?? '');
    const { report, faults } = readReport(delivery, product);
    for (const fault of faults) refuse(delivery, fault);
    if (report)
      obtain(batch, device_id, () => ({ device_id, product, reports: [] })).reports.push({ ...report, received_at });
  }
  return [...batch.values()];
}

/** Tells a device that the lease it claims is over. */
function correct({ device_id, rental_id, fence }: Mistaken, now: number): Promise<void> {
  const command_id = randomUUID();
  const times = { sent_at: now, expires_at: now + MINUTE };
  const command: Command = { command_id, type: 'release', device_id, rental_id, fence, ...times };
  return tellDevice(command);
}

import { randomUUID } from 'node:crypto';
import { Compile } from 'typebox/compile';
import type { Command } from '../../../events/device/command.ts';
import { StateReport } from '../../../events/device/state-report.ts';
import { topicOf } from '../../../events/topic.ts';
import { topics } from '../../../events/topics.ts';
import { type Delivery, payloadOf, readQueue } from '../../../lib/batch.ts';
import { publish } from '../../../lib/iot.ts';
import { log } from '../../../lib/log.ts';
import { MINUTE } from '../../../lib/time.ts';
import { deviceEvents } from '../events.ts';
import { applyStates, type Mistaken, newestOf } from '../state.ts';

const schema = Compile(StateReport);
/**
 * How far a device's clock may run ahead of the broker's: a report from further ahead would lock out those after it.
 */
const CLOCK_AHEAD = MINUTE;

/**
 * State reports from the queue: stores each device's last state and place, and corrects those that claim an old lease.
 */
export const handler = readQueue(async (deliveries, now) => {
  const newest = newestOf(deliveries.flatMap((delivery) => reportIn(delivery) ?? []));
  if (newest.size === 0) return [];
  const { mistaken, lost } = await applyStates(newest, now);
  await Promise.all([...mistaken.map((device) => correct(device, now)), deviceEvents.send(lost, now)]);
  return [];
});

/** The report of a delivery; an invalid one is logged. */
function reportIn(delivery: Delivery): [readonly [string, StateReport]] | undefined {
  const report = payloadOf(delivery);
  const { device_id, received_at } = delivery;
  const fault = faultOf(report, received_at);
  if (fault === undefined) return [[device_id, report as StateReport]];
  log.warn('state report ignored', { device_id, fault });
  return undefined;
}

function faultOf(report: unknown, receivedAt: number): string | undefined {
  if (!schema.Check(report)) {
    const [error] = schema.Errors(report);
    return `${error?.instancePath} ${error?.message}`;
  }
  if (report.at > receivedAt + CLOCK_AHEAD) return `/at is ${report.at - receivedAt} ms ahead`;
  return isNestedTooDeeply(report) ? 'is nested too deeply' : undefined;
}

/** Whether it is nested so deeply that it cannot be serialised again. */
function isNestedTooDeeply(report: StateReport): boolean {
  try {
    JSON.stringify(report);
    return false;
  } catch {
    return true;
  }
}

/** Tells a device that the lease it claims is over. */
function correct({ device_id, rental_id, fence }: Mistaken, now: number): Promise<void> {
  const command_id = randomUUID();
  const command: Command = { command_id, type: 'release', device_id, rental_id, fence, expires_at: now + MINUTE };
  return publish(topicOf(topics.command, command), command);
}

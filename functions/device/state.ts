import { randomUUID } from 'node:crypto';
import type { KinesisStreamBatchResponse, KinesisStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Compile } from 'typebox/compile';
import type { Command, DeviceEvent } from '../../events/command.ts';
import { type StateReport, StateReport as StateSchema } from '../../events/state-report.ts';
import { messagesOf } from '../../lib/batch.ts';
import { publish } from '../../lib/iot.ts';
import { log } from '../../lib/log.ts';
import { MINUTE } from '../../lib/time.ts';
import { applyStates, type Mistaken, type StateOutcome } from './store.ts';

const schema = Compile(StateSchema);
/** How far a device's clock may run ahead of the broker's. */
const CLOCK_AHEAD = MINUTE;

interface StateEnvelope {
  /** The published bytes, base64. */
  data: string;
  device_id: string;
  /** When the broker took it, ms. */
  received_at: number;
}

/** State reports from the queue: each device's last state and place, and a word to those that believe in an old lease. */
export const handler = async (
  event: SQSEvent | KinesisStreamEvent,
): Promise<SQSBatchResponse & KinesisStreamBatchResponse> => {
  const newest = newestOf(messagesOf(event).map(({ body }) => opened(body)));
  if (newest.size > 0) {
    const { mistaken, lost } = await applyStates(newest);
    const now = Date.now();
    await Promise.all([...mistaken.map((device) => correct(device, now)), ...lost.map(tellLost)]);
  }
  return { batchItemFailures: [] };
};

/** Of each device the report that says most; malformed ones are logged and left out. */
function newestOf(envelopes: Partial<StateEnvelope>[]): Map<string, StateReport> {
  const newest = new Map<string, StateReport>();
  for (const { data, device_id, received_at = 0 } of envelopes) {
    const report = data === undefined ? undefined : parsed(data);
    // A clock that runs ahead would lock out all that comes after it.
    if (!report || device_id === undefined || report.at > received_at + CLOCK_AHEAD) {
      log.warn('state report ignored', { device: device_id, at: report?.at });
      continue;
    }
    const known = newest.get(device_id);
    const isNewer = !known || (known.boot === report.boot ? report.seq > known.seq : report.at > known.at);
    if (isNewer) newest.set(device_id, report);
  }
  return newest;
}

function opened(body: string): Partial<StateEnvelope> {
  try {
    return (JSON.parse(body) as StateEnvelope | null) ?? {};
  } catch {
    return {}; // nothing that a rule of ours has put there
  }
}

function parsed(data: string): StateReport | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(data, 'base64').toString());
    JSON.stringify(value); // throws for what is nested so deeply that nobody could read it again
    return schema.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Says for a device what it does not know itself, where it would say it: whoever looks after its rental has to know. */
function tellLost({ device_id, rental_id, fence, at }: StateOutcome['lost'][number]): Promise<void> {
  const event: DeviceEvent = { type: 'lost', rental_id, fence, at };
  return publish(`devices/${device_id}/events`, event);
}

/** Tells a device that the lease it believes in is over. */
function correct({ device_id, rental_id, fence }: Mistaken, now: number): Promise<void> {
  const command: Command = {
    command_id: randomUUID(),
    type: 'release',
    device_id,
    rental_id,
    fence,
    expires_at: now + MINUTE,
  };
  return publish(`devices/${device_id}/commands/${command.command_id}`, command);
}

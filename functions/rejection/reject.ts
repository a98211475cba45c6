import type { RejectionReason } from '../../events/reasons.ts';
import type { RejectionNotice, RejectionSample, Saying } from '../../events/rejection/rejection.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import type { Delivery } from '../../lib/batch.ts';
import { hash } from '../../lib/hash.ts';
import { publish } from '../../lib/iot.ts';
import { log } from '../../lib/log.ts';
import { measure } from '../../lib/metrics.ts';
import { script } from '../../lib/script.ts';
import { DAY, floorTo, SECOND } from '../../lib/time.ts';
import { expiryOf, SLOTS } from './kept.ts';
import { keys } from './keys.ts';
import recordLua from './record.lua';

const SAMPLE_BYTES = 256;
/** A device is told once in so long. */
const QUIET = 20 * SECOND;
/** How many of its messages a device is told of at once. */
const TOLD = 5;

/** Why a message of a device, or a part of one, does not count. */
export interface Fault {
  reason: RejectionReason;
  /** Where the fault is, and what is wrong there. */
  detail: string;
}

/** A message of a device, or a part of one, that did not count. */
export interface Rejection extends Fault {
  device_id: string;
  said: Saying;
  received_at: number;
  /** As it came. */
  text: string;
}

/** A message from a queue that did not count, or a part of it. */
export const rejectionOf = (
  { device_id, received_at, data }: Delivery,
  said: Saying,
  { reason, detail }: Fault,
): Rejection => ({ device_id, said, reason, detail, received_at, text: Buffer.from(data, 'base64').toString() });

interface RecordInput {
  rejections: [device: string, said: Saying, reason: RejectionReason, sample: string][];
  slots: number;
  now: number;
  quiet: number;
  expires_at: number;
}

const recordScript = /* @__PURE__ */ script<'counts' | 'samples' | 'told', RecordInput, string[]>(recordLua, [hash]);

/**
 * Counts what was refused, for the operator, and tells the devices. It never fails: what was refused needs no second
 * delivery. Counts are per delivery.
 */
export async function reject(rejections: readonly Rejection[], now: number): Promise<void> {
  if (rejections.length === 0) return;
  const counts = new Map<string, number>();
  for (const { reason } of rejections) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, rejected] of counts) measure('reason', reason, { rejected });
  try {
    const due = await record(rejections, now);
    await Promise.all(due.map((device) => tell(device, rejections, now)));
  } catch (error) {
    log.error('rejections were not counted, or not told', { rejections: rejections.length, error: error as Error });
  }
}

function record(rejections: readonly Rejection[], now: number): Promise<string[]> {
  const day = floorTo(now, DAY);
  return recordScript(
    { counts: keys.counts(day), samples: keys.samples(day), told: keys.told() },
    {
      rejections: rejections.map((one) => [one.device_id, one.said, one.reason, sampleOf(one)]),
      slots: SLOTS,
      now,
      quiet: QUIET,
      expires_at: expiryOf(day),
    },
  );
}

function sampleOf({ said, reason, detail, received_at, text }: Rejection): string {
  const beginning = Buffer.from(text).subarray(0, SAMPLE_BYTES).toString();
  const sample: RejectionSample = { said, reason, detail, received_at, text: beginning };
  return JSON.stringify(sample);
}

function tell(device_id: string, rejections: readonly Rejection[], now: number): Promise<void> {
  const own = rejections.filter((one) => one.device_id === device_id);
  const newest = own.slice(-TOLD).map(({ said, reason, detail }) => ({ said, reason, detail }));
  const notice: RejectionNotice = { at: now, rejections: newest, count: own.length };
  return publish(topicOf(topics.rejections, { device_id }), notice);
}

import type { KinesisStreamBatchResponse, KinesisStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { CrowdEnvelope } from '../../events/crowd-envelope.ts';
import { type Message, messagesOf } from '../../lib/batch.ts';
import { UNKNOWN_VENUE } from '../../lib/keys.ts';
import { log } from '../../lib/log.ts';
import { obtain } from '../../lib/obtain.ts';
import { type CleanReport, clean, parse, Rejection } from './clean.ts';
import { planOf } from './floorplan.ts';
import { applyReports, type Rejected } from './store.ts';
import { venuesOf } from './venues.ts';

const SAMPLE_BYTES = 512;

/** The share of a batch that one venue's script call takes. */
interface Share {
  ids: string[];
  reports: CleanReport[];
  rejected: Rejected[];
}

/** Crowd reports from the queue: every one ends in a heatmap or among the counted rejections, or is delivered again. */
export const handler = async (
  event: SQSEvent | KinesisStreamEvent,
): Promise<SQSBatchResponse & KinesisStreamBatchResponse> => {
  const { shares, foreign } = await share(messagesOf(event), Date.now());
  const failed = await Promise.all(
    [...shares].map(async ([venue, { ids, reports, rejected }]) => {
      try {
        log.info('crowd reports', { venue, ...(await applyReports(venue, reports, rejected)) });
        return [];
      } catch (error) {
        log.error('crowd reports will be delivered again', { venue, reports: ids.length, error: error as Error });
        return ids;
      }
    }),
  );
  return { batchItemFailures: [...foreign, ...failed.flat()].map((itemIdentifier) => ({ itemIdentifier })) };
};

/** Cleans every message and sorts it to its venue; `foreign` are ids of what no rule of ours has put on the queue. */
async function share(messages: Message[], now: number): Promise<{ shares: Map<string, Share>; foreign: string[] }> {
  const foreign: string[] = [];
  const parsed = messages.flatMap(({ id, body }) => {
    const envelope = opened(body);
    if (!envelope) {
      foreign.push(id);
      return [];
    }
    const report = parse(envelope);
    return { id, envelope, report, venueId: report instanceof Rejection ? report.venueId : report.venue_id };
  });
  const venues = await venuesOf(parsed.flatMap(({ venueId }) => venueId ?? []));

  const shares = new Map<string, Share>();
  for (const { id, envelope, report, venueId } of parsed) {
    const { device_id: deviceId, received_at: receivedAt } = envelope;
    const known = venueId === undefined ? undefined : venues.get(venueId);
    const plan = known && planOf(known);
    const result = report instanceof Rejection ? report : clean(report, plan, { deviceId, receivedAt, now });

    const venue = known?.venue_id ?? UNKNOWN_VENUE;
    const own = obtain(shares, venue, () => ({ ids: [], reports: [], rejected: [] }));
    own.ids.push(id);
    if (result instanceof Rejection)
      own.rejected.push({ reason: result.reason, deviceId, sample: sample(envelope, result) });
    else own.reports.push(result);
  }
  return { shares, foreign };
}

function opened(body: string): CrowdEnvelope | undefined {
  try {
    const envelope = JSON.parse(body) as Partial<CrowdEnvelope> | null;
    return typeof envelope?.data === 'string' ? (envelope as CrowdEnvelope) : undefined;
  } catch {
    return undefined;
  }
}

/** A rejected report as an operator reads it, cut to a bounded size. */
function sample({ data, device_id, received_at }: CrowdEnvelope, { reason, detail }: Rejection): string {
  const bytes = Buffer.from(data, 'base64');
  const text = bytes.subarray(0, SAMPLE_BYTES).toString();
  return JSON.stringify({ reason, detail, device_id, received_at, bytes: bytes.length, text });
}

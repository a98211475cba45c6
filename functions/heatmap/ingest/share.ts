import { UNKNOWN_VENUE } from '../../../events/venue/venue.ts';
import type { Delivery } from '../../../lib/batch.ts';
import { obtain } from '../../../lib/obtain.ts';
import { venuesOf } from '../../venue/index.ts';
import type { Rejected } from './apply.ts';
import { type CleanReport, clean, parse, Rejection } from './clean.ts';
import { planOf } from './floorplan.ts';

const SAMPLE_BYTES = 512;

/** The share of a batch that one venue's script call takes. */
export interface Share {
  reports: CleanReport[];
  /** The deliveries of the reports, in the same order. */
  deliveries: Delivery[];
  rejected: (Rejected & { detail: string; delivery: Delivery })[];
}

/** Cleans every message of a batch and assigns it to its venue, or to `unknown`. */
export async function share(deliveries: readonly Delivery[], now: number): Promise<Map<string, Share>> {
  const parsed = deliveries.map((delivery) => {
    const report = parse(delivery);
    return { delivery, report, venueId: report instanceof Rejection ? report.venueId : report.venue_id };
  });
  const venues = await venuesOf(parsed.flatMap(({ venueId }) => venueId ?? []));

  const shares = new Map<string, Share>();
  for (const { delivery, report, venueId } of parsed) {
    const { device_id: deviceId, received_at: receivedAt } = delivery;
    const known = venueId === undefined ? undefined : venues.get(venueId);
    const plan = known && planOf(known);
    const result = report instanceof Rejection ? report : clean(report, plan, { deviceId, receivedAt, now });

    const own = obtain(shares, known?.venue_id ?? UNKNOWN_VENUE, () => ({
      reports: [],
      deliveries: [],
      rejected: [],
    }));
    if (result instanceof Rejection) {
      const { reason, detail } = result;
      own.rejected.push({ reason, detail, deviceId, sample: sampleOf(delivery, result), delivery });
    } else {
      own.reports.push(result);
      own.deliveries.push(delivery);
    }
  }
  return shares;
}

/** A rejected report as an operator reads it, cut to a bounded size. */
function sampleOf({ data, device_id, received_at }: Delivery, { reason, detail }: Rejection): string {
  const bytes = Buffer.from(data, 'base64');
  const text = bytes.subarray(0, SAMPLE_BYTES).toString();
  return JSON.stringify({ reason, detail, device_id, received_at, bytes: bytes.length, text });
}

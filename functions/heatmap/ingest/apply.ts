import { randomUUID } from 'node:crypto';
import type { RejectionReason } from '../../../events/reasons.ts';
import { geo } from '../../../lib/geo.ts';
import { hash } from '../../../lib/hash.ts';
import { script } from '../../../lib/script.ts';
import { expiryOf, MINUTES } from '../buckets/levels.ts';
import { keys } from '../keys.ts';
import applyLua from './apply.lua';
import type { CleanReport } from './clean.ts';
import { LIMITS } from './limits.ts';
import { seen, seenUntil } from './seen.ts';
import { type Row, tabulate } from './tabulate.ts';

/** How many rejected reports are kept of each reason. */
const SAMPLES = 20;

export interface Rejected {
  reason: RejectionReason;
  deviceId: string;
  /** What an operator gets to read, JSON. */
  sample: string;
}

export interface Outcome {
  accepted: number;
  rejected: Partial<Record<RejectionReason, number>>;
  /** Reports (counted from 1) that were found not to count here, but for duplicates. */
  refused: [report: number, reason: RejectionReason][];
}

interface ApplyInput {
  token: string;
  speed: number;
  speeds: Record<string, number>;
  slots: number;
  spans: number[];
  buckets: { cells: string[]; expires_at: number; mark: string }[];
  reports: Row[];
  rejected: [RejectionReason, string, string][];
}

const applyScript = /* @__PURE__ */ script<'places' | 'dirty' | 'verdicts' | 'samples', ApplyInput, Outcome>(applyLua, [
  geo,
  hash,
  seen,
]);

/**
 * Counts a batch of one venue's reports and rejections. Repeating it changes no heatmap, as a report is known by its
 * sequence number; the verdicts count deliveries, so they grow. `speeds` has the devices whose product says how fast
 * they move, m/s.
 */
export function applyReports(
  venue: string,
  reports: CleanReport[],
  rejected: Rejected[],
  speeds: ReadonlyMap<string, number> = new Map(),
): Promise<Outcome> {
  const { spans, buckets, rows } = tabulate(reports);
  return applyScript(
    {
      places: keys.places(venue),
      dirty: keys.dirty(venue),
      verdicts: keys.verdicts(venue),
      samples: keys.samples(venue),
      rest: [
        ...spans.map((start) => keys.seen(venue, start)),
        ...buckets.map(({ floor, start }) => keys.minute(venue, floor, start)),
      ],
    },
    {
      token: randomUUID(),
      speed: LIMITS.speed,
      speeds: Object.fromEntries(speeds),
      slots: SAMPLES,
      spans: spans.map(seenUntil),
      buckets: buckets.map(({ cells, mark, start }) => ({ cells, mark, expires_at: expiryOf(MINUTES, start) })),
      reports: rows,
      rejected: rejected.map(({ reason, deviceId, sample }) => [reason, deviceId, sample]),
    },
  );
}

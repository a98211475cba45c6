import { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import { ID } from '../../../events/id.ts';
import type { RejectionReason } from '../../../events/reasons.ts';
import { payloadOf } from '../../../lib/batch.ts';
import { compile } from '../../../lib/compile.ts';
import { isInSeconds } from '../../../lib/time.ts';
import type { Coordinates } from '../../venue/index.ts';
import type { Plan } from './floorplan.ts';
import { LIMITS } from './limits.ts';

export interface CleanReport {
  deviceId: string;
  seq: number;
  boot: string;
  at: number;
  floor: string;
  position: Coordinates;
  /** People by cell; one sample each. */
  people: Map<string, number>;
}

/** A class, so that no report can be taken for one. */
export class Rejection {
  readonly reason: RejectionReason;
  readonly detail: string;
  /** The venue that a malformed report still names. */
  readonly venueId: string | undefined;

  constructor(reason: RejectionReason, detail: string, venueId?: string) {
    this.reason = reason;
    this.detail = detail;
    this.venueId = venueId;
  }
}

const schema = compile(CrowdReport);

/** The report in an envelope, or `malformed`. */
export function parse(envelope: { data: string }): CrowdReport | Rejection {
  const value = payloadOf(envelope);
  if (value === undefined) return reject('malformed', 'not JSON');
  if (schema.Check(value)) return value;
  const [error] = schema.Errors(value);
  const member = error?.instancePath.slice(1).replaceAll('/', '.') || 'report';
  const venueId = (value as { venue_id?: unknown } | null)?.venue_id;
  return new Rejection(
    'malformed',
    `${member} ${error?.message}`,
    typeof venueId === 'string' && ID.test(venueId) ? venueId : undefined,
  );
}

/** A well-formed report as its venue counts it, or the first reason why it does not count. Times in ms. */
export function clean(
  report: CrowdReport,
  plan: Plan | undefined,
  { deviceId, receivedAt, now }: { deviceId: string; receivedAt: number; now: number },
): CleanReport | Rejection {
  if (!plan) return reject('venue_unknown', report.venue_id);
  const floor = plan.floors.get(report.floor);
  if (!floor) return reject('floor_unknown', report.floor);

  if (isInSeconds(report.at)) return reject('at_in_seconds', `at ${report.at}`);
  const ahead = report.at - receivedAt;
  if (ahead > LIMITS.clockAhead) return reject('clock_ahead', `by ${ahead} ms`);
  const late = now - report.at;
  if (late > LIMITS.late) return reject('too_late', `by ${late} ms`);

  const position = floor.toWgs84(...report.position);
  if (!floor.holds(position)) return reject('outside_venue', `position ${report.position}`);

  const people = new Map<string, number>();
  for (const [x, y, count] of report.counts) {
    const point = floor.toWgs84(x, y);
    if (!floor.holds(point)) return reject('outside_venue', `count at ${x},${y}`);
    const cell = floor.cellOf(...point);
    const total = (people.get(cell) ?? 0) + count;
    if (count < 0 || total > plan.maxPeoplePerCell) return reject('count_out_of_range', `${total} in ${cell}`);
    people.set(cell, total);
  }
  return { deviceId, seq: report.seq, boot: report.boot, at: report.at, floor: report.floor, position, people };
}

const reject = (reason: RejectionReason, detail: string) => new Rejection(reason, detail);

import type { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { handler as rejections } from '../../../functions/heatmap/http/rejections.ts';
import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { handler as rollupVenue } from '../../../functions/heatmap/mqtt/rollup-venue.ts';
import { handler as callForRollups } from '../../../functions/heatmap/schedule/rollup.ts';
import { handler as putVenue } from '../../../functions/venue/http/put.ts';
import { aws } from '../../harness/aws.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { unique } from '../../harness/unique.ts';
import { CENTER, venueBody } from '../../harness/venue.ts';

/** Registers a venue of one floor; gives its id. */
export const newVenue = (): Promise<string> => newVenueOf(['1']);

/** Registers a venue with floors over the same ground; gives its id. */
export async function newVenueOf(floors: readonly string[], changes: object = {}): Promise<string> {
  const [ground] = venueBody().floors;
  const id = unique('mall');
  const { status } = await call(putVenue, {
    method: 'PUT',
    path: { venue_id: id },
    body: venueBody({ floors: floors.map((floor) => ({ ...ground, floor })), ...changes }),
    caller: OPERATOR,
  });
  expect(status).toBe(201);
  return id;
}

/** A robot's report of three people where it stands. */
export const seen = (venue_id: string, changes: Partial<CrowdReport>): CrowdReport => ({
  venue_id,
  seq: 1,
  boot: 'b',
  at: Date.now(),
  floor: '1',
  position: CENTER,
  counts: [[...CENTER, 3]],
  ...changes,
});

/** Delivers reports of one robot, each received when it was made. */
export const deliver = (...reports: CrowdReport[]) =>
  ingest(sqsEvent(...reports.map((report) => envelope('robot', report, report.at))));

/** What has become of the venue's reports. */
export async function verdicts(venue_id: string): Promise<{ accepted: number; rejected: Record<string, number> }> {
  const { json } = await call(rejections, { path: { venue_id }, caller: OPERATOR });
  return { accepted: json.accepted, rejected: json.rejected };
}

/** A heatmap's cells, as [cell, people, samples]. */
export async function cells(venue_id: string, query: Record<string, string | number>): Promise<unknown[]> {
  const text = Object.entries(query).map(([name, value]) => [name, String(value)]);
  const { json } = await call(read, {
    route: heatmapRoutes.read,
    path: { venue_id },
    query: Object.fromEntries(text),
    caller: OPERATOR,
  });
  return json.cells;
}

/** The scheduled rollup, and that of each venue that it has called for; one that fails holds up no other. */
export async function rollup(): Promise<void> {
  await callForRollups();
  const due = aws.published.filter(({ topic }) => topic.endsWith('/internal/heatmap/rollup'));
  aws.published = aws.published.filter((one) => !due.includes(one));
  await Promise.allSettled(due.map(({ text }) => rollupVenue(JSON.parse(text))));
}

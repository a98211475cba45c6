import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import type { CrowdReport } from '../../events/heatmap/crowd-report.ts';
import { Memory } from '../functions/heatmap/oracle.ts';
import { eventually } from '../harness/eventually.ts';
import { api, connect } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { CENTER, judged, registerVenue, rejectionsOf } from '../harness/venue.ts';

const REPORTS = 10_000;
const DEVICES = 20;
const MINUTE = 60_000;

/** The whole lot, the same for a seed: reports, a fifth of them twice, some broken, out of order. */
function deliveries(venue: string, boot: string, start: number) {
  const [seed] = fc.sample(fc.infiniteStream(fc.nat()), { numRuns: 1, seed: 7 });
  const draw = (below: number) => (seed!.next().value as number) % below;
  const reports = Array.from({ length: REPORTS * 0.8 }, (_, i): CrowdReport => {
    const spots = Array.from({ length: 1 + draw(3) }, (): [number, number, number] => [
      CENTER[0] + draw(20) * 0.00005,
      CENTER[1] + draw(20) * 0.00005,
      draw(6),
    ]);
    const seq = Math.floor(i / DEVICES) + 1;
    return { seq, boot, at: start + seq * 500, venue_id: venue, floor: '1', position: CENTER, counts: spots };
  });
  const sent = reports.map((report, i) => ({
    device: i % DEVICES,
    report,
    broken: draw(50) === 0,
    order: i + draw(400),
  }));
  const twice = sent.filter((_, i) => i % 4 === 0).map((one) => ({ ...one, order: one.order + draw(400) }));
  return [...sent, ...twice].sort((a, b) => a.order - b.order);
}

test('10,000 reports, a fifth twice, out of order, some broken: all are accounted for, and the heatmap is the count', async () => {
  const venue = await registerVenue();
  const ids = Array.from({ length: DEVICES }, () => unique('robot'));
  const robots = await Promise.all(ids.map((id) => connect(id)));
  const start = Math.floor((Date.now() - 20 * MINUTE) / MINUTE) * MINUTE;
  const sent = deliveries(venue, 'b1', start);
  expect(sent).toHaveLength(REPORTS);

  await Promise.all(
    sent.map(({ device, report, broken }) => {
      const payload = JSON.stringify(broken ? { ...report, counts: 'many' } : report);
      return robots[device]!.publishAsync(`devices/${ids[device]}/crowd`, payload, { qos: 1 });
    }),
  );

  const rejections = await eventually(async () => {
    const found = await rejectionsOf(venue);
    expect(judged(found)).toBe(REPORTS);
    return found;
  }, 30_000);

  // What the order of arrival decides is only which of two twins is the duplicate.
  const memories = ids.map(() => new Memory());
  const expected: Record<string, number> = { accepted: 0, duplicate: 0, too_late: 0, malformed: 0 };
  const cells = new Map<string, Map<number, { sum: number; samples: number }>>();
  for (const { device, report, broken } of sent) {
    const verdict = broken ? 'malformed' : memories[device]!.verdict(report);
    expected[verdict]! += 1;
    if (verdict !== 'accepted') continue;
    const people = new Map<string, number>();
    for (const [lng, lat, count] of report.counts) {
      const cell = latLngToCell(lat, lng, 13);
      people.set(cell, (people.get(cell) ?? 0) + count);
    }
    for (const [cell, count] of people) {
      const minutes = cells.get(cell) ?? new Map();
      const minute = Math.floor(report.at / MINUTE);
      const { sum, samples } = minutes.get(minute) ?? { sum: 0, samples: 0 };
      cells.set(cell, minutes.set(minute, { sum: sum + count, samples: samples + 1 }));
    }
  }
  const { accepted, ...rejected } = expected;
  const reasons = Object.fromEntries(Object.entries(rejected).filter(([, count]) => count > 0));
  expect(rejections).toMatchObject({ accepted, rejected: reasons });

  const { json } = await api(`/v1/venues/${venue}/heatmap?from=${start}&to=${start + 10 * MINUTE}`, {
    role: 'partner',
  });
  const shown = new Map(
    json.cells.map(([cell, people, samples]: [string, number, number]) => [cell, { people, samples }]),
  );
  const counted = [...cells].map(([cell, minutes]) => {
    const means = [...minutes.values()].map(({ sum, samples }) => sum / samples);
    const samples = [...minutes.values()].reduce((all, one) => all + one.samples, 0);
    return [cell, { people: expect.closeTo(means.reduce((a, b) => a + b, 0) / means.length, 9), samples }] as const;
  });
  expect(shown).toEqual(new Map(counted));
  await Promise.all(robots.map((robot) => robot.endAsync()));
});

import fc from 'fast-check';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { handler as ingest } from '../../../functions/heatmap/mqtt/ingest.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';
import { withRedis } from '../../harness/redis.ts';
import { placed } from '../venue/ground.ts';
import { plan, points, register } from '../venue/registering.ts';
import { distance, edgesOf, type Place, place, simplePolygon, winding } from '../venue/shapes.ts';
import { deliver, seen, verdicts } from './doors.ts';

withRedis();

const UTC = { time_zone: 'UTC' };
const FIJI = points('179.9990,-16.801 -179.9990,-16.801 -179.9990,-16.799 179.9990,-16.799');

/** Robots that each stand where they count: one report of each. */
const stand = (venue: string, places: readonly Place[]) =>
  ingest(
    sqsEvent(
      ...places.map((position, i) => {
        const report = seen(venue, { position, counts: [[...position, 1]] });
        return envelope(`robot-${i}`, report, report.at);
      }),
    ),
  );

/** How many robots count that stand at these places, and how many lie outside. */
async function judged(floor: object, places: readonly Place[]): Promise<{ accepted: number; outside: number }> {
  const { venue_id, status } = await register(floor, UTC);
  expect(status).toBe(201);
  await stand(venue_id, places);
  const { accepted, rejected } = await verdicts(venue_id);
  return { accepted, outside: rejected.outside_venue ?? 0 };
}

test('where a plan is in metres, a robot six kilometres away does not count', async () => {
  const hall = plan('0,0 120,0 120,60 0,60');
  expect(await judged(hall, points('1,1 119,59 6000,30 -1,30 60,61'))).toEqual({ accepted: 2, outside: 3 });
});

test('a floor across the antimeridian is on both sides of it, and not in Greenwich', async () => {
  const inside = points('179.9995,-16.8 -179.9995,-16.8 180,-16.8 -180,-16.8');
  const beyond = points('0,-16.8 0,51.48 179.998,-16.8 -179.998,-16.8 179.9995,-16.7');
  expect(await judged({ bounds: FIJI }, [...inside, ...beyond])).toEqual({ accepted: 4, outside: 5 });
});

test('a longitude is not taken that is a turn too large', async () => {
  const square = points('121,31 121.01,31 121.01,31.01 121,31.01');
  expect(await judged({ bounds: square }, points('121.005,31.005 481.005,31.005'))).toEqual({
    accepted: 1,
    outside: 1,
  });
});

test('a walk across the antimeridian is no jump, and a leap is', async () => {
  const { venue_id } = await register({ bounds: FIJI }, UTC);
  const walk = points('179.99999,-16.8 -179.99999,-16.8 -179.9991,-16.8');
  const at = Date.now() - 2000;
  await deliver(...walk.map((position, seq) => seen(venue_id, { seq, at: at + seq * 1000, position, counts: [] })));
  expect(await verdicts(venue_id)).toEqual({ accepted: 2, rejected: { jump: 1 } });
});

test('a hexagon across the antimeridian is drawn in two parts, none of which spans the globe', async () => {
  const { venue_id } = await register({ bounds: FIJI }, UTC);
  await stand(venue_id, [[180, -16.8]]);
  const headers = { accept: 'application/geo+json' };
  const { json } = await call(read, { route: heatmapRoutes.read, path: { venue_id }, headers, caller: OPERATOR });
  const [{ geometry }] = json.features;
  expect(geometry.type).toBe('MultiPolygon');
  const longitudes = geometry.coordinates.map(([ring]: Place[][]) => ring!.map(([lng]) => lng));
  expect(longitudes.map((part: number[]) => [Math.min(...part) > 179, Math.max(...part) < -179])).toEqual([
    [true, false],
    [false, true],
  ]);
  for (const [ring] of geometry.coordinates) {
    expect(ring.at(-1)).toEqual(ring[0]);
    expect(ring.filter(([lng]: Place) => Math.abs(lng) === 180).length).toBeGreaterThanOrEqual(2);
  }
});

test('a point counts if and only if the outline winds around it, whatever the units and the frame', async () => {
  const lng = fc.oneof(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.constantFrom(180, -180, 179.9999, -179.9999),
  );
  const frames = fc.record({
    origin: fc.tuple(lng, fc.double({ min: -80, max: 80, noNaN: true })),
    bearing: fc.integer({ min: -360, max: 360 }),
  });
  const ways = fc.constantFrom('metres', 'degrees', 'both');
  const seenAs = { inside: 0, outside: 0 };
  await fc.assert(
    fc.asyncProperty(
      simplePolygon,
      frames,
      ways,
      fc.array(place, { minLength: 20, maxLength: 20 }),
      async (ring, frame, way, all) => {
        // the plane that stands for the ground is off by up to 3 cm, at 80°
        const places = all.filter((one) => edgesOf(ring).every((edge) => distance(one, edge) > 0.1));
        const inside = places.filter((one) => winding(one, ring) !== 0).length;
        const degrees = (list: Place[]) => list.map((one) => placed(frame, one));
        const floors = {
          metres: { bounds: ring, bounds_unit: 'metres', frame },
          both: { bounds: degrees(ring), frame },
          degrees: { bounds: degrees(ring) },
        };
        const said = await judged(floors[way], way === 'degrees' ? degrees(places) : places);
        expect(said).toEqual({ accepted: inside, outside: places.length - inside });
        seenAs.inside += inside;
        seenAs.outside += places.length - inside;
      },
    ),
    { numRuns: 60 },
  );
  expect(Math.min(seenAs.inside, seenAs.outside)).toBeGreaterThan(100);
});

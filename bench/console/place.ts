import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { bodyOf } from '../../local/fleet/client.ts';
import { connectDevice } from '../../local/fleet/connection.ts';
import { operator, registerVenue } from '../../local/fleet/operator.ts';
import type { Launched } from '../../local/launch.ts';

const CENTER = [121.47, 31.23] as const;
const RESOLUTION = 13;
/** Of a square around it, degrees. */
const HALF = 0.01;
const MOST_IN_REPORT = 1000;
const PATIENCE = 20_000;

/** A venue whose one floor has people in so many cells at least; how many there are. */
export async function crowdedFloor({ addresses }: Launched, least: number): Promise<{ venue: string; cells: number }> {
  const venue = 'bench-mall';
  const [lng, lat] = CENTER;
  const bounds: [number, number][] = [
    [lng - HALF, lat - HALF],
    [lng + HALF, lat - HALF],
    [lng + HALF, lat + HALF],
    [lng - HALF, lat + HALF],
  ];
  await registerVenue(addresses.http, venue, {
    name: 'Bench',
    time_zone: 'Asia/Shanghai',
    public: true,
    resolution: RESOLUTION,
    max_people_per_cell: 200,
    floors: [{ floor: '1', bounds }],
  });
  const middle = latLngToCell(lat, lng, RESOLUTION);
  const rings = Math.ceil(Math.sqrt(least / 3)); // a disk of k rings has 3k(k + 1) + 1 cells
  const cells = gridDisk(middle, rings);
  const robot = await connectDevice('bench-robot', addresses.mqtt);
  for (let from = 0, seq = 1; from < cells.length; from += MOST_IN_REPORT, seq++) {
    const counts = cells.slice(from, from + MOST_IN_REPORT).map((cell, i) => {
      const [y, x] = cellToLatLng(cell);
      return [x, y, 1 + ((from + i) % 40)];
    });
    const at = Date.now();
    const report = { seq, boot: 'b1', at, venue_id: venue, floor: '1', position: CENTER, counts };
    await robot.publish('devices/bench-robot/crowd', report);
  }
  await robot.close();
  await counted(addresses.http, venue, cells.length);
  return { venue, cells: cells.length };
}

async function counted(api: string, venue_id: string, cells: number): Promise<void> {
  const params = { path: { venue_id }, query: { floor: '1', metric: 'mean' as const } };
  for (const start = Date.now(); Date.now() - start < PATIENCE; ) {
    const heat = await bodyOf(operator(api).GET('/v1/venues/{venue_id}/heatmap', { params }));
    if (typeof heat === 'object' && 'cells' in heat && heat.cells.length === cells) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`not all of ${cells} cells were counted in ${PATIENCE} ms`);
}

import { randomUUID } from 'node:crypto';
import type { CrowdReport } from '../../events/heatmap/crowd-report.ts';
import type { Addresses } from '../../local/addresses.ts';
import { bodyOf } from '../../local/fleet/client.ts';
import { operator, registerVenue } from '../../local/fleet/operator.ts';

const FLOOR = '1';
const [WEST, SOUTH] = [121.47, 31.23];
/** Robots tell people apart to about two metres, so that they name the same spots again and again. Degrees. */
const GRAIN = 0.00002;
const [COLUMNS, ROWS] = [50, 30];
const MARGIN = 0.0001;

/** Registers a hall of a hundred by sixty metres that nobody else reports on; gives its id. */
export async function hall({ http }: Addresses): Promise<string> {
  const id = `bench-hall-${randomUUID()}`;
  const [west, south] = [WEST - MARGIN, SOUTH - MARGIN];
  const [east, north] = [WEST + COLUMNS * GRAIN + MARGIN, SOUTH + ROWS * GRAIN + MARGIN];
  const bounds: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  await registerVenue(http, id, { name: 'Bench Hall', time_zone: 'Asia/Shanghai', floors: [{ floor: FLOOR, bounds }] });
  return id;
}

/** How many reports of this hall got which verdict, as an operator is told. */
export const verdicts = ({ http }: Addresses, venue_id: string) =>
  bodyOf(operator(http).GET('/v1/venues/{venue_id}/rejections', { params: { path: { venue_id } } }));

/** A robot that stands in a hall and reports people on this many spots around it. */
export class Robot {
  readonly id: string;
  readonly #venue: string;
  readonly #number: number;
  readonly #points: number;
  readonly #boot = Date.now().toString(36);
  #seq = 0;

  constructor(venue: string, number: number, points: number) {
    this.id = `${venue}-robot-${number}`;
    this.#venue = venue;
    this.#number = number;
    this.#points = points;
  }

  report(): CrowdReport {
    this.#seq += 1;
    const people = (spot: number) => (this.#number + this.#seq + spot) % 6;
    const spots = Array.from({ length: this.#points }, (_, i) => this.#number * 37 + (this.#seq % 4) + i * COLUMNS);
    return {
      seq: this.#seq,
      boot: this.#boot,
      at: Date.now(),
      venue_id: this.#venue,
      floor: FLOOR,
      position: place(this.#number * 37),
      counts: spots.map((spot) => [...place(spot), people(spot)]),
    };
  }
}

function place(spot: number): [lng: number, lat: number] {
  const [column, row] = [spot % COLUMNS, Math.floor(spot / COLUMNS) % ROWS];
  return [rounded(WEST + column * GRAIN), rounded(SOUTH + row * GRAIN)];
}

const rounded = (degrees: number) => Number(degrees.toFixed(6));

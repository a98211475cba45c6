import type { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import type { Place } from './mall.ts';
import { stepTowards } from './walk.ts';

/** How far a robot sees, metres. */
const SIGHT = 12;
const SPEED = 0.8;
/** People are told apart to this many metres. */
const GRAIN = 2;
/** A report is due when so many people have come or gone, or after so many ms; and never sooner than the last number. */
const CHANGE = 3;
const AT_LATEST = 10_000;
const AT_SOONEST = 1000;

/** A robot on its round: it looks, and says what it sees when that has changed or at the latest every ten seconds. */
export class Robot {
  readonly id: string;
  readonly floor: string;
  readonly #venue: string;
  readonly #boot: string;
  readonly #round: readonly Place[];
  #place: Place;
  #next: number;
  #seq = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #reported = new Map<string, number>();

  constructor(id: string, floor: string, venue: string, boot: string, round: readonly Place[], start: number) {
    this.id = id;
    this.floor = floor;
    this.#venue = venue;
    this.#boot = boot;
    this.#round = round;
    this.#place = round[start % round.length]!;
    this.#next = start + 1;
  }

  walk(seconds: number): void {
    const goal = this.#round[this.#next % this.#round.length]!;
    const { place, arrived } = stepTowards(this.#place, goal, SPEED * seconds);
    this.#place = place;
    if (arrived) this.#next += 1;
  }

  /** The report that is due at `now` (ms) about these people of its floor, if one is. */
  look(people: Iterable<Place>, now: number): CrowdReport | undefined {
    const since = now - this.#reportedAt;
    if (since < AT_SOONEST) return undefined;
    const seen = this.#count(people);
    if (since < AT_LATEST && difference(seen, this.#reported) < CHANGE) return undefined;
    // Where there were people and are none now, that is worth saying too.
    for (const [spot, count] of this.#reported) {
      if (count > 0 && !seen.has(spot) && this.#sees(placeOf(spot))) seen.set(spot, 0);
    }
    this.#reported = seen;
    this.#reportedAt = now;
    this.#seq += 1;
    return {
      seq: this.#seq,
      boot: this.#boot,
      at: now,
      venue_id: this.#venue,
      floor: this.floor,
      position: [rounded(this.#place[0]), rounded(this.#place[1])],
      counts: [...seen].map(([spot, count]) => [...placeOf(spot), count] as [number, number, number]),
    };
  }

  #count(people: Iterable<Place>): Map<string, number> {
    const seen = new Map<string, number>();
    for (const place of people) {
      if (!this.#sees(place)) continue;
      const spot = spotOf(place);
      seen.set(spot, (seen.get(spot) ?? 0) + 1);
    }
    return seen;
  }

  #sees([x, y]: Place): boolean {
    return Math.hypot(x - this.#place[0], y - this.#place[1]) <= SIGHT;
  }
}

const spotOf = ([x, y]: Place) => `${Math.floor(x / GRAIN)} ${Math.floor(y / GRAIN)}`;

function placeOf(spot: string): [number, number] {
  const [column, row] = spot.split(' ').map(Number) as [number, number];
  return [(column + 0.5) * GRAIN, (row + 0.5) * GRAIN];
}

const rounded = (metres: number) => Math.round(metres * 100) / 100;

/** How many people have come or gone. */
function difference(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const spot of new Set([...one.keys(), ...other.keys()]))
    sum += Math.abs((one.get(spot) ?? 0) - (other.get(spot) ?? 0));
  return sum;
}

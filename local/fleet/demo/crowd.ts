import { ENTRANCES, ESCALATORS, HALL, type Place, SHOPS, type Spot } from './mall.ts';
import { stepTowards } from './walk.ts';

/** Uniform in [0, 1). */
export type Random = () => number;

/** One visitor: the way still to go, with stops where they stay for a while. */
interface Person {
  floor: string;
  place: Place;
  speed: number;
  /** Seconds still to stay here. */
  stay: number;
  way: Leg[];
}

interface Leg {
  floor: string;
  place: Place;
  stay: number;
}

export interface CrowdOptions {
  /** People who come in a second, when it is busiest. */
  rush: number;
  /** Seconds from one rush to the next. */
  wave: number;
  most: number;
}

const DEFAULTS: CrowdOptions = { rush: 1.5, wave: 600, most: 500 };

/**
 * People in the mall: they come through the entrances in waves, look at shops that attract them, change floors by
 * the escalators, and leave. Time and chance are passed in, so a seed gives the same day again.
 */
export class Crowd {
  readonly people: Person[] = [];
  readonly #random: Random;
  readonly #options: CrowdOptions;
  #time = 0;

  constructor(random: Random, options: Partial<CrowdOptions> = {}) {
    this.#random = random;
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Lets `seconds` pass. */
  step(seconds: number): void {
    this.#time += seconds;
    const { rush, wave, most } = this.#options;
    const busyness = (1 - Math.cos((2 * Math.PI * this.#time) / wave)) / 2;
    if (this.people.length < most && this.#random() < rush * busyness * seconds) this.people.push(this.#visitor());
    for (let i = this.people.length - 1; i >= 0; i--) {
      if (!this.#walk(this.people[i]!, seconds)) this.people.splice(i, 1);
    }
  }

  /** False once they have left. */
  #walk(person: Person, seconds: number): boolean {
    if (person.stay > 0) {
      person.stay -= seconds;
      return true;
    }
    const leg = person.way[0];
    if (!leg) return false;
    const { place, arrived } = stepTowards(person.place, leg.place, person.speed * seconds);
    person.place = place;
    if (arrived) {
      person.way.shift();
      person.floor = leg.floor;
      person.stay = leg.stay;
    }
    return true;
  }

  #visitor(): Person {
    const entrance = this.#pick(ENTRANCES);
    const lane = (this.#random() * 2 - 1) * HALL.halfWidth;
    const stops: Leg[] = Array.from({ length: 1 + Math.floor(this.#random() * 4) }, () => {
      const { floor, place } = this.#shop();
      const inside: Place = [place[0] + this.#random() * 8 - 4, place[1] + this.#random() * 8 - 4];
      return { floor, place: inside, stay: 20 + this.#random() * 120 };
    });
    const exit = { ...this.#pick(ENTRANCES), stay: 0 };
    const way: Leg[] = [];
    let at: Spot = entrance;
    for (const stop of [...stops, exit]) {
      way.push(...wayTo(at, stop, HALL.middle + lane, this.#pick(ESCALATORS)), stop);
      at = stop;
    }
    return { ...entrance, speed: 0.8 + this.#random() * 0.7, stay: 0, way };
  }

  #shop(): Spot {
    let left = this.#random() * SHOPS.reduce((sum, { pull }) => sum + pull, 0);
    for (const shop of SHOPS) {
      left -= shop.pull;
      if (left < 0) return shop;
    }
    return SHOPS[0]!;
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }
}

/** Out into the hall, along one's lane, by the escalator if need be, and to the height of the goal. */
function wayTo(from: Spot, to: Spot, lane: number, escalator: Place): Leg[] {
  const leg = (floor: string, x: number): Leg => ({ floor, place: [x, lane], stay: 0 });
  const start = leg(from.floor, from.place[0]);
  const end = leg(to.floor, to.place[0]);
  if (from.floor === to.floor) return [start, end];
  const ride: Leg = { floor: to.floor, place: escalator, stay: 0 };
  return [start, leg(from.floor, escalator[0]), ride, leg(to.floor, escalator[0]), end];
}

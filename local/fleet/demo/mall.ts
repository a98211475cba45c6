import { outline } from '../outline.ts';

/** Metres on the mall's own plan: x along the hall, y across it. */
export type Place = readonly [x: number, y: number];

export interface Spot {
  floor: string;
  place: Place;
}

/** The hall that every way leads through. */
export const HALL = { length: 120, width: 60, middle: 30, halfWidth: 5 };

export const FLOORS = ['1', '2'];

/** Where people come in and go out, all on the ground floor. */
export const ENTRANCES: Spot[] = [
  { floor: '1', place: [1, 30] },
  { floor: '1', place: [119, 30] },
  { floor: '1', place: [60, 1] },
];

/** Where one floor leads to the other. */
export const ESCALATORS: Place[] = [
  [40, 30],
  [80, 30],
];

/** Shops on both sides of the hall, some more attractive than others, and a food court upstairs. */
export const SHOPS: (Spot & { pull: number })[] = FLOORS.flatMap((floor) =>
  [10, 30, 50, 70, 90, 110].flatMap((x, i) => [
    { floor, place: [x, 12] as Place, pull: 1 + (i % 3) },
    { floor, place: [x, 48] as Place, pull: floor === '2' && x > 60 ? 6 : 1 + ((i + 1) % 2) },
  ]),
);

/** The rounds that robots walk, a floor each: along the hall and into every other shop. */
export const ROUND: Place[] = [
  [8, 30],
  [30, 30],
  [30, 40],
  [30, 30],
  [70, 30],
  [70, 20],
  [70, 30],
  [112, 30],
  [90, 26],
  [50, 34],
  [20, 27],
];

const ORIGIN: [number, number] = [121.4702, 31.2304];
const BEARING = 20;

/** The venue as the operator registers it: robots send metres of the plan, so each floor has a frame. */
export function mallVenue(name: string) {
  const bounds = outline({ x: [0, HALL.length], y: [0, HALL.width] });
  const frame = { origin: ORIGIN, bearing: BEARING };
  return {
    name,
    time_zone: 'Asia/Shanghai',
    public: true,
    floors: FLOORS.map((floor) => ({ floor, bounds, bounds_unit: 'metres' as const, frame })),
  };
}

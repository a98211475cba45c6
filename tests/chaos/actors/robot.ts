import { clock, HOUR, MINUTE, SECOND } from '../clock.ts';
import type { World } from '../world.ts';

export const VENUE = 'mall';
const FLOOR = '1';
const [WEST, SOUTH] = [121.46, 31.22];
/** Far enough from each other that no two share a cell. */
const APART = 0.0004;

export const venueBody = {
  name: 'Mall',
  time_zone: 'Asia/Shanghai',
  public: false,
  floors: [
    {
      floor: FLOOR,
      bounds: [
        [WEST, SOUTH],
        [WEST + 0.02, SOUTH],
        [WEST + 0.02, SOUTH + 0.02],
        [WEST, SOUTH + 0.02],
      ],
    },
  ],
};

/** What is wrong with its clock: none that runs ahead by more than a minute, as such reports do not count. */
const SKEWS = [0, 0, 0, 30 * SECOND, -90 * SECOND, -2 * HOUR];

/** A robot that stands and counts. */
export interface Robot {
  id: string;
  place: [number, number];
  /** What it has seen, by minute: each report once, however often it was sent. */
  seen: Map<number, { sum: number; samples: number }>;
  reports: number;
}

/** Counts people from time to time, and publishes what it has seen: also twice, late, in any order, or as nonsense. */
export function startRobot(world: World, number: number): Robot {
  const { chance, cloud, faults } = world;
  const id = `robot-${number}`;
  const skew = chance.one(SKEWS, id);
  const place: [number, number] = [WEST + APART * (1 + (number % 40)), SOUTH + APART * (1 + Math.floor(number / 40))];
  const robot: Robot = { id, place, seen: new Map(), reports: 0 };
  let [boot, seq] = [1, 0];

  function report(): void {
    if (clock.now >= world.closesAt) return;
    const turn = ++robot.reports;
    if (faults.happens('restart of a robot', 0.02, id, turn)) [boot, seq] = [boot + 1, 0];
    const at = clock.now + skew;
    const count = chance.from(0, 9, id, turn);
    seq += 1;
    const body = {
      seq,
      boot: `b${boot}`,
      at,
      venue_id: VENUE,
      floor: FLOOR,
      position: place,
      counts: [[...place, count]],
    };
    const text = JSON.stringify(body);
    const send = () => cloud.publish(`devices/${id}/crowd`, text, id);
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const known = robot.seen.get(minute) ?? { sum: 0, samples: 0 };
    robot.seen.set(minute, { sum: known.sum + count, samples: known.samples + 1 });

    const isLate = faults.delivery('report late', id, turn);
    cloud.after(isLate ? chance.from(1, 3600, 'late', id, turn) * SECOND : 0, send);
    if (faults.delivery('report twice', id, turn)) cloud.after(chance.from(0, 7200, 'twice', id, turn) * SECOND, send);
    if (faults.delivery('poison', id, turn)) cloud.publish(`devices/${id}/crowd`, chance.one(POISON, id, turn), id);
    cloud.after(chance.from(10, 40, 'next', id, turn) * SECOND, report);
  }

  cloud.after(chance.from(1, 20, id) * SECOND, report);
  return robot;
}

const POISON = ['', 'not JSON', '{"seq":1}', '[]', 'null', '{"seq":1,"boot":"b","at":1e400}', '\u0000\ud800'];

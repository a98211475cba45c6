import { Crowd } from '../../../../local/fleet/demo/crowd.ts';
import { FLOORS, HALL } from '../../../../local/fleet/demo/mall.ts';
import { seeded } from '../../../../local/fleet/demo/random.ts';

const WAVE = 600;

/** Lets the crowd live; gives how many there were at each second. */
function live(crowd: Crowd, seconds: number): number[] {
  return Array.from({ length: seconds }, () => {
    crowd.step(1);
    return crowd.people.length;
  });
}

test('it builds up with a rush and drains after it', () => {
  const crowd = new Crowd(seeded(7), { wave: WAVE });
  const sizes = live(crowd, WAVE);
  const most = Math.max(...sizes);
  expect(sizes[0]).toBeLessThan(5);
  expect(most).toBeGreaterThan(50);
  const busiest = sizes.indexOf(most);
  expect(busiest).toBeGreaterThan(WAVE / 3);
  expect(sizes.at(-1)).toBeLessThan(most);
});

test('everybody leaves at last', () => {
  const crowd = new Crowd(seeded(7), { wave: WAVE });
  live(crowd, WAVE / 2);
  expect(crowd.people.length).toBeGreaterThan(0);
  const here = new Set(crowd.people);
  live(crowd, 2000);
  expect(crowd.people.filter((person) => here.has(person))).toEqual([]);
});

test('everybody stays inside the mall, and there are never more than it takes', () => {
  const crowd = new Crowd(seeded(3), { rush: 20, most: 100 });
  for (let second = 0; second < 1200; second++) {
    crowd.step(1);
    expect(crowd.people.length).toBeLessThanOrEqual(100);
    for (const { floor, place } of crowd.people) {
      const [x, y] = place;
      const isInside = FLOORS.includes(floor) && x >= 0 && x <= HALL.length && y >= 0 && y <= HALL.width;
      if (!isInside) throw new Error(`somebody is at ${place} on floor ${floor}`);
    }
  }
});

test('a seed gives the same day again, and another seed another', () => {
  const day = (seed: number) => {
    const crowd = new Crowd(seeded(seed));
    live(crowd, 400);
    return crowd.people.map(({ floor, place }) => [floor, ...place]);
  };
  expect(day(1)).toEqual(day(1));
  expect(day(1)).not.toEqual(day(2));
});

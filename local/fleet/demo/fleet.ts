import { connectDevice } from '../connection.ts';
import { operator, registerDevice, registerVenue } from '../operator.ts';
import { Crowd } from './crowd.ts';
import { FLOORS, mallVenue, ROUND } from './mall.ts';
import type { DemoOptions } from './options.ts';
import { seeded } from './random.ts';
import { Robot } from './robot.ts';
import { SQUARE } from './town/map.ts';

const TICK = 250;
/** The mall has been open for so long when the demo starts, s; the robots tell of that, too, as after an outage. */
const OPEN_FOR = 3 * 3600;
/** How often they looked then, s. */
const LOOKED_EVERY = 30;

/** The mall: people who come and go, and robots that report them. Rejects when the venue or a robot is refused. */
export async function openMall(options: DemoOptions): Promise<{ progress(): string }> {
  const { robots: count, venue, broker, api, password, token, register, seed } = options;
  if (register) await registerVenue(api, venue, mallVenue('Demo Mall'), token);

  const boot = Date.now().toString(36);
  const robots = Array.from({ length: count }, (_, i) => {
    const floor = FLOORS[i % FLOORS.length]!;
    const start = Math.floor((i * ROUND.length) / count);
    return new Robot(`${venue}-robot-${i + 1}`, floor, venue, boot, ROUND, start);
  });
  if (register) {
    const ask = operator(api, token);
    await Promise.all(robots.map(({ id }) => registerDevice(ask, id, 'robot', SQUARE)));
  }
  const connections = await Promise.all(robots.map(({ id }) => connectDevice(id, broker, password)));

  const crowd = new Crowd(seeded(seed));
  let reports = 0;
  const look = (now: number) =>
    robots.map(async (robot, i) => {
      const people = crowd.people.filter(({ floor }) => floor === robot.floor).map(({ place }) => place);
      const report = robot.look(people, now);
      if (!report) return;
      reports += 1;
      await connections[i]!.publish(`devices/${robot.id}/crowd`, report).catch((error: Error) => {
        console.error(`demo: ${robot.id} could not report: ${error.message}`);
      });
    });
  const step = (seconds: number) => {
    crowd.step(seconds);
    for (const robot of robots) robot.walk(seconds);
  };

  const start = Date.now();
  for (let second = 1; second <= OPEN_FOR; second++) {
    step(1);
    if (second % LOOKED_EVERY === 0) await Promise.all(look(start - (OPEN_FOR - second) * 1000));
  }
  setInterval(() => {
    step(TICK / 1000);
    void Promise.all(look(Date.now()));
  }, TICK);
  return { progress: () => `${crowd.people.length} people in the mall, ${reports} reports` };
}

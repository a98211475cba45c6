import { connectDevice } from '../connection.ts';
import { operator, registerDevice, registerVenue } from '../operator.ts';
import { Crowd } from './crowd.ts';
import { FLOORS, mallVenue, ROUND } from './mall.ts';
import type { DemoOptions } from './options.ts';
import { seeded } from './random.ts';
import { Robot } from './robot.ts';
import { SQUARE } from './town/map.ts';

const TICK = 250;
/** The mall has been open for a while when the robots start. */
const WARM_UP = 240;

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
  for (let second = 0; second < WARM_UP; second++) crowd.step(1);
  let reports = 0;
  setInterval(() => {
    crowd.step(TICK / 1000);
    robots.forEach((robot, i) => {
      robot.walk(TICK / 1000);
      const people = crowd.people.filter(({ floor }) => floor === robot.floor).map(({ place }) => place);
      const report = robot.look(people, Date.now());
      if (!report) return;
      reports += 1;
      connections[i]!.publish(`devices/${robot.id}/crowd`, report).catch((error: Error) => {
        console.error(`demo: ${robot.id} could not report: ${error.message}`);
      });
    });
  }, TICK);
  return { progress: () => `${crowd.people.length} people in the mall, ${reports} reports` };
}

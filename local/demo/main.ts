// npm run demo -- [--robots N] [--venue ID] [--broker URL] [--password P] [--api URL] [--token T] [--no-register] [--seed N]
import { parseArgs } from 'node:util';
import { connectDevice } from '../device.ts';
import { registerVenue } from '../operator.ts';
import { Crowd } from './crowd.ts';
import { FLOORS, mallVenue, ROUND } from './mall.ts';
import { seeded } from './random.ts';
import { Robot } from './robot.ts';

const TICK = 250;
/** The mall has been open for a while when the robots start. */
const WARM_UP = 240;

const OPTIONS = {
  robots: { type: 'string', default: '6' },
  venue: { type: 'string', default: 'demo-mall' },
  broker: { type: 'string', default: `mqtt://127.0.0.1:${process.env.SKEIN_MQTT_PORT ?? 1883}` },
  api: { type: 'string', default: `http://127.0.0.1:${process.env.SKEIN_HTTP_PORT ?? 3000}` },
  /** Of the broker, for every robot; by default each has a token of the laptop's issuer. */
  password: { type: 'string' },
  /** An operator's, to register the venue; by default one of the laptop's issuer. */
  token: { type: 'string' },
  /** Leaves the registering of the venue to somebody else. */
  register: { type: 'boolean', default: true },
  seed: { type: 'string', default: '1' },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

try {
  await run(parseArgs({ allowNegative: true, options: OPTIONS }).values);
} catch (error) {
  console.error(`demo: ${(error as Error).message}`);
  process.exit(1);
}

async function run({ robots: wanted, venue, broker, api, password, token, register, seed }: Options): Promise<void> {
  const count = Number(wanted);
  if (!Number.isInteger(count) || count < 1) throw new Error('--robots must be a whole number from 1');
  if (register) await registerVenue(api, venue, mallVenue('Demo Mall'), token);

  const boot = Date.now().toString(36);
  const robots = Array.from({ length: count }, (_, i) => {
    const floor = FLOORS[i % FLOORS.length]!;
    const start = Math.floor((i * ROUND.length) / count);
    return new Robot(`${venue}-robot-${i + 1}`, floor, venue, boot, ROUND, start);
  });
  const connections = await Promise.all(robots.map(({ id }) => connectDevice(id, broker, password)));
  console.log(`demo: ${count} robots report from ${venue} to ${broker}; Ctrl-C ends it`);

  const crowd = new Crowd(seeded(Number(seed)));
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
  setInterval(() => console.log(`demo: ${crowd.people.length} people in the mall, ${reports} reports so far`), 30_000);
}

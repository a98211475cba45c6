import { setTimeout as sleep } from 'node:timers/promises';
import type { Addresses } from '../../local/addresses.ts';
import { connectDevice, type DeviceConnection } from '../../local/fleet/connection.ts';
import type { Launched } from '../../local/launch.ts';
import { percentile, rounded, say, timed } from '../measure.ts';
import { cpuOf } from './processes.ts';
import { hall, Robot, verdicts } from './robots.ts';

const CONNECTIONS = 8;
/** Publishes of one connection that wait for their PUBACK. */
const UNDER_WAY = 125;
const RUNS = 5;
const POLL = 10;
const PATIENCE = 30_000;

/** Reports from their publish with QoS 1 until every one is counted: how many a second, and what the stack takes. */
export async function publishUntilCounted({ addresses, process }: Launched, points: number, messages: number) {
  const venue = await hall(addresses);
  const robots = await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, i) => {
      const robot = new Robot(venue, i, points);
      return { robot, connection: await connectDevice(robot.id, addresses.mqtt) };
    }),
  );

  const [rates, stack, redis]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run <= RUNS; run++) {
    const before = cpuOf(process.pid!);
    const [, ms] = await timed(async () => {
      await publish(robots, messages);
      await counted(addresses, venue, messages * (run + 1));
    });
    const after = cpuOf(process.pid!);
    if (run === 0) continue; // it has warmed the stack up
    rates.push(messages / (ms / 1000));
    if (!before || !after) continue;
    stack.push((after.stack - before.stack) / messages);
    redis.push((after.redis - before.redis) / messages);
  }
  await Promise.all(robots.map(({ connection }) => connection.close()));

  const result = {
    messages_per_s: rounded(percentile(rates, 0.5), 0),
    ...(stack.length > 0 && { cpu_us: rounded(percentile(stack, 0.5), 1) }),
    ...(redis.length > 0 && { redis_cpu_us: rounded(percentile(redis, 0.5), 1) }),
  };
  say(`a report of ${points} through the stack: ${result.messages_per_s}/s, ${result.cpu_us} us of its CPU`);
  return result;
}

async function publish(robots: readonly { robot: Robot; connection: DeviceConnection }[], messages: number) {
  let left = messages;
  const lane = async ({ robot, connection }: (typeof robots)[number]) => {
    while (left > 0) {
      left -= 1;
      await connection.publish(`devices/${robot.id}/crowd`, robot.report());
    }
  };
  await Promise.all(robots.flatMap((one) => Array.from({ length: UNDER_WAY }, () => lane(one))));
}

async function counted(addresses: Addresses, venue: string, all: number): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; ; await sleep(POLL)) {
    const { accepted, rejected } = await verdicts(addresses, venue);
    if (accepted === all) return;
    if (Object.keys(rejected).length > 0) throw new Error(`not all reports count: ${JSON.stringify(rejected)}`);
    if (Date.now() > deadline) throw new Error(`${accepted} of ${all} reports counted after ${PATIENCE} ms`);
  }
}

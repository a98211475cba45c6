import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { type Launched, launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';
import { api, connect } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { CENTER, registerVenue, rejectionsOf } from '../harness/venue.ts';

const CAREFUL = 5;
const CARELESS = 45;
/** Of those with QoS 1, so many wait for their PUBACK at once. */
const UNDER_WAY = 20;
/** The others write the same reports again and again. */
const AT_ONCE = 50;
const FOR = 6000;
const ALLOWED = 500 * 1024 * 1024;
const PATIENCE = 120_000;

let stack: Launched;
beforeAll(async () => {
  stack = await launch();
  process.env.SKEIN_TEST_STACK = JSON.stringify(stack.addresses);
}, PATIENCE);
afterAll(() => stack?.stop());

/** What the stack's own process has in memory, bytes. */
function memory(): number {
  const lines = execFileSync('ps', ['-eo', 'ppid=,rss=,args=']).toString().split('\n');
  const own = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([parent, , ...args]) => {
      return Number(parent) === stack.process.pid && args.join(' ').includes('serverless.js');
    });
  return Number(own![1]) * 1024;
}

/** A PUBLISH with QoS 0. */
function publishPacket(topic: string, payload: string): Buffer {
  const length = 2 + topic.length + payload.length;
  const header = Buffer.from([0x30, (length & 127) | 128, length >> 7, 0, topic.length]);
  return Buffer.concat([header, Buffer.from(topic + payload)]);
}

const reports = (venue_id: string) => {
  let seq = 0;
  return () =>
    JSON.stringify({
      seq: ++seq,
      boot: 'b',
      at: Date.now(),
      venue_id,
      floor: '1',
      position: CENTER,
      counts: [[...CENTER, seq % 6]],
    });
};

test(
  'fifty devices flat out: memory has an end, reads are answered, and all that was acknowledged counts',
  async () => {
    const [careful, careless] = [await registerVenue(), await registerVenue()];
    const ids = Array.from({ length: CAREFUL + CARELESS }, () => unique('robot'));
    const robots = await Promise.all(ids.map((id) => connect(id)));
    const idle = memory();
    let [acknowledged, reads, peak] = [0, 0, 0];
    const until = Date.now() + FOR;
    const isOver = () => Date.now() > until;

    const confirm = async (robot: MqttClient, topic: string, next: () => string) => {
      while (!isOver()) {
        await robot.publishAsync(topic, next(), { qos: 1 });
        acknowledged += 1;
      }
    };
    const flood = async ({ stream }: MqttClient, topic: string, next: () => string) => {
      const packets = Buffer.concat(Array.from({ length: AT_ONCE }, () => publishPacket(topic, next())));
      while (!isOver()) {
        while (!stream.writableNeedDrain) stream.write(packets);
        await sleep(5);
      }
    };
    const read = async () => {
      while (!isOver()) {
        expect((await api('/v1/venues', { role: 'operator' })).status).toBe(200);
        reads += 1;
        peak = Math.max(peak, memory());
      }
    };
    const lives = robots.flatMap((robot, i) => {
      const topic = `devices/${ids[i]}/crowd`;
      const next = reports(i < CAREFUL ? careful : careless);
      return i < CAREFUL
        ? Array.from({ length: UNDER_WAY }, () => confirm(robot, topic, next))
        : [flood(robot, topic, next)];
    });
    await Promise.all([...lives, read()]);

    await Promise.all(robots.map((robot) => robot.endAsync(true)));
    expect(reads).toBeGreaterThan(0);
    expect(peak - idle).toBeLessThan(ALLOWED);
    await eventually(async () => expect((await rejectionsOf(careful)).accepted).toBe(acknowledged), PATIENCE / 2);
  },
  PATIENCE * 2,
);

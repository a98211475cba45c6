import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../local/fleet/client.ts';
import { connectDevice } from '../local/fleet/connection.ts';
import { rowOf } from '../local/fleet/old-protocol.ts';
import { operator, registerDevice } from '../local/fleet/operator.ts';
import type { Launched } from '../local/launch.ts';
import { say } from './measure.ts';

const DEVICES = 8;
const MESSAGES = 50_000;
/** So many of a device are under way at once. */
const AT_ONCE = 200;
/** Until every warm function knows the rules. */
const KNOWN_AFTER = 6000;

/** Half of them take a tenth of the messages each, the others none; what they select becomes state, and a series. */
const ruleOf = (i: number) => ({
  sql: `SELECT json_value(data, '$.Powers[0].Power') AS properties.power_w
    FROM 'devices/+/raw' WHERE type = '${i < 5 ? i : 'none'}' AND NOT isUndefined(json_query(data, '$.Powers[0]'))`,
  into: 'state' as const,
});

/** Raw messages flat out through ten rules: how many a second are taken until all are counted. */
export async function rules({ addresses }: Launched) {
  const ask = operator(addresses.http);
  for (let i = 0; i < 10; i++) {
    await ask.PUT('/v1/rules/{rule_id}', { params: { path: { rule_id: `bench-${i}` } }, body: ruleOf(i) });
  }
  await sleep(KNOWN_AFTER);
  const devices = await Promise.all(
    Array.from({ length: DEVICES }, async (_, i) => {
      const id = `bench-raw-${i}`;
      await registerDevice(ask, id, 'washer', [2, 48]);
      return connectDevice(id, addresses.mqtt);
    }),
  );
  const seen = async () => {
    const { rules, unmatched } = await bodyOf(ask.GET('/v1/rules'));
    return rules.reduce((sum, { counts }) => sum + counts.matched, unmatched);
  };
  const start = performance.now();
  const lives = devices.map(async (device, d) => {
    for (let sent = 0; sent < MESSAGES / DEVICES; sent += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, (_, i) => {
        const row = rowOf(String((sent + i) % 10), { Powers: [{ Power: i }, { Power: d }] }, i);
        return device.publish(`devices/${device.id}/raw`, row);
      });
      await Promise.all(some);
    }
  });
  await Promise.all(lives);
  const published = performance.now();
  const sent = DEVICES * Math.ceil(MESSAGES / DEVICES / AT_ONCE) * AT_ONCE;
  while ((await seen()) < sent) await sleep(100);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(devices.map((device) => device.close()));
  say(`rules: ${sent} raw messages through ten rules in ${seconds.toFixed(1)} s`);
  const a_second = Math.round(sent / seconds);
  return { messages: sent, rules: 10, a_second, published_a_second: Math.round(sent / ((published - start) / 1000)) };
}

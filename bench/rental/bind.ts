import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { bindDevice, closeRental } from '../../functions/rental/store.ts';
import { fingerprint } from '../../lib/fingerprint.ts';
import { redis } from '../../lib/redis.ts';
import type { Addresses } from '../../local/addresses.ts';
import { percentile, rounded, say, timed } from '../measure.ts';
import { bike, rider } from './cast.ts';

const BUDGET = 1.25;
/** Until client and REST face are compiled hot. */
const WARM_UP = 1000;
const MICROSECONDS = 1000;

/** The decision as the function makes it, and a PING through the same client, by turns. */
export async function bindBesidePing(addresses: Addresses, rounds: number) {
  process.env.UPSTASH_REDIS_REST_URL = addresses.redis_rest;
  process.env.UPSTASH_REDIS_REST_TOKEN = addresses.redis_rest_token;
  const device = await bike(addresses, 'bench-bind-bike');
  const { account, phone } = await rider(addresses, 'bench-bind');

  const ping = async () => (await timed(() => redis().ping()))[1];
  const trips: number[] = [];
  const bind = async () => {
    const request = {
      rental_id: randomUUID(),
      device_id: device.id,
      account_id: account,
      phone_id: phone,
      code_version: 1,
      fingerprint: fingerprint([device.code, phone]),
      now: Date.now(),
    };
    const count = countRequests();
    const [outcome, ms] = await timed(() => bindDevice(request));
    trips.push(count());
    if ('refused' in outcome) throw new Error(`the bind is refused: ${outcome.refused}`);
    return { ms, rental: outcome.rental };
  };

  const [pings, binds]: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round === 0) trips.length = 0; // the very first bind has to load its script
    const before = round % 2 === 0 ? await ping() : undefined;
    const { ms, rental } = await bind();
    const pinged = before ?? (await ping());
    await closeRental(rental, 'bench', Date.now());
    if (round < 0) continue;
    pings.push(pinged);
    binds.push(ms);
  }
  await device.close();

  const [bindP50, pingP50] = [percentile(binds, 0.5), percentile(pings, 0.5)];
  const result = {
    bind_p50_us: rounded(bindP50 * MICROSECONDS, 0),
    ping_p50_us: rounded(pingP50 * MICROSECONDS, 0),
    ratio: rounded(bindP50 / pingP50),
    budget: BUDGET,
    round_trips: Math.max(...trips),
  };
  say(`bind ${result.bind_p50_us} us beside a PING of ${result.ping_p50_us} us, ${rounds} rounds: ${result.ratio}`);
  return result;
}

/** Counts the HTTP requests of this process from now on, until it is asked. */
function countRequests(): () => number {
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  const channels = ['http.client.request.start', 'undici:request:create']; // node:http's and fetch's
  for (const channel of channels) subscribe(channel, count);
  return () => {
    for (const channel of channels) unsubscribe(channel, count);
    return requests;
  };
}

import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { bindDevice } from '../../functions/rental/bind.ts';
import { closeRental } from '../../functions/rental/close.ts';
import { keys } from '../../functions/rental/keys.ts';
import { fingerprint } from '../../lib/idempotency.ts';
import { redis } from '../../lib/redis.ts';
import type { Addresses } from '../../local/addresses.ts';
import { environmentOf } from '../../local/environment.ts';
import { percentile, rounded, say, timed } from '../measure.ts';
import { bike, rider } from './cast.ts';

const BUDGET = 1.25;
const PHONES = 4;
/** Until client and REST face are compiled hot. */
const WARM_UP = 1000;
const MICROSECONDS = 1000;

/**
 * The decision as the function makes it, and a PING through the same client, by turns. The budget is held for
 * phones that rent at once, as they do where there is a fleet. One phone alone is over it; that is printed, too.
 */
export async function bindBesidePing(addresses: Addresses, rounds: number) {
  const { all, asked } = environmentOf(addresses);
  Object.assign(process.env, all, asked);
  const phones = await Promise.all(Array.from({ length: PHONES }, (_, i) => renter(addresses, `bench-bind-${i}`)));

  const alone = await byTurns(phones.slice(0, 1), rounds);
  const together = await byTurns(phones, rounds);
  const round_trips = await roundTrips(phones[0]!);
  await Promise.all(phones.map(({ close }) => close()));

  say(`one phone, ${rounds} rounds: ${alone.bind_p50_us} us beside a PING of ${alone.ping_p50_us} us: ${alone.ratio}`);
  say(`${PHONES} at once: ${together.bind_p50_us} us beside a PING of ${together.ping_p50_us} us: ${together.ratio}`);
  return { alone, together: { phones: PHONES, ...together }, ratio: together.ratio, budget: BUDGET, round_trips };
}

type Renter = Awaited<ReturnType<typeof renter>>;

/** A phone with a bike of its own. */
async function renter(addresses: Addresses, name: string) {
  const device = await bike(addresses, `${name}-bike`);
  const { account, phone } = await rider(addresses, name);
  const bind = () =>
    bindDevice({
      rental_id: randomUUID(),
      device_id: device.id,
      account_id: account,
      phone_id: phone,
      fingerprint: fingerprint([device.code, phone]),
      asked: { code_version: 1 },
      now: Date.now(),
    });
  return { bind, close: device.close };
}

async function byTurns(phones: readonly Renter[], rounds: number) {
  const [pings, binds]: [number[], number[]] = [[], []];
  const each = Math.ceil(rounds / phones.length);
  const turns = async ({ bind }: Renter) => {
    for (let round = -WARM_UP; round < each; round++) {
      const ping = async () => (await timed(() => redis().ping()))[1];
      const before = round % 2 === 0 ? await ping() : undefined;
      const [outcome, ms] = await timed(bind);
      const pinged = before ?? (await ping());
      await returned(outcome);
      if (round < 0) continue;
      pings.push(pinged);
      binds.push(ms);
    }
  };
  await Promise.all(phones.map(turns));
  const [bindP50, pingP50] = [percentile(binds, 0.5), percentile(pings, 0.5)];
  return {
    bind_p50_us: rounded(bindP50 * MICROSECONDS, 0),
    ping_p50_us: rounded(pingP50 * MICROSECONDS, 0),
    ratio: rounded(bindP50 / pingP50),
  };
}

async function returned(outcome: Awaited<ReturnType<typeof bindDevice>>): Promise<void> {
  if ('refused' in outcome) throw new Error(`the bind is refused: ${outcome.refused}`);
  const { turn } = await closeRental(outcome.rental, { reason: 'bench' }, Date.now());
  // or a sweep would publish it meanwhile
  if (turn) await redis().zrem(keys.outbox(), turn);
}

/** The HTTP requests of one bind. */
async function roundTrips({ bind }: Renter): Promise<number> {
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  const channels = ['http.client.request.start', 'undici:request:create']; // node:http's and fetch's
  for (const channel of channels) subscribe(channel, count);
  const outcome = await bind();
  for (const channel of channels) unsubscribe(channel, count);
  await returned(outcome);
  return requests;
}

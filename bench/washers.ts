import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ThingModel } from '../events/product/thing-model.ts';
import type { RentalEvent } from '../events/rental/rental.ts';
import type { Addresses } from '../local/addresses.ts';
import { issue } from '../local/aws/issuer.ts';
import { type Ask, bodyOf } from '../local/fleet/client.ts';
import { connectPhone } from '../local/fleet/connection.ts';
import { Device } from '../local/fleet/demo/town/device.ts';
import { embodied } from '../local/fleet/demo/town/embodied.ts';
import { Machine } from '../local/fleet/demo/town/machine.ts';
import { credit, operator, registerAccount, registerDevice } from '../local/fleet/operator.ts';
import type { Launched } from '../local/launch.ts';
import { commandCounter } from './crowd/commands.ts';
import { rounded, say, spread } from './measure.ts';

const AT_ONCE = 100;
const BALANCE = 10_000;
/** So many phones listen over MQTT, and so many requests are under way at once: a process may hold 20,000 sockets. */
const LISTENING = 2000;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** Until the last start is decided, and told by the sweeper. */
const PATIENCE = 400_000;

type Pair = Awaited<ReturnType<typeof pair>>;

/** So many washers that are rented in the same moment, each by a phone of its own: how long until each is seen to run. */
export async function washers({ addresses }: Launched, { washers: count }: { washers: number }) {
  const ask = operator(addresses.http);
  const params = { path: { product_id: 'washer' } };
  const { thing } = await bodyOf(ask.GET('/v1/products/{product_id}', { params }));
  const told: number[] = [];
  const hear = ({ type }: RentalEvent) => {
    if (type === 'rental_active') told.push(performance.now());
  };

  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - pairs.length) }, (_, i) => pairs.length + i);
    pairs.push(...(await Promise.all(some.map((i) => pair(addresses, i, thing as unknown as ThingModel, hear)))));
    if (pairs.length % 1000 === 0) say(`washers: ${pairs.length} of ${count} connected, each with its phone`);
  }
  await untilOnline(ask, count);
  const counter = commandCounter(addresses);
  const before = await counter.count();
  const began = performance.now();
  const posted = await Promise.all(pairs.map((one) => rent(addresses, one, began)));
  const rented = posted.flatMap(({ rental_id }) => (rental_id === undefined ? [] : [rental_id]));
  const refusals = tallyOf(posted.flatMap(({ reason }) => reason ?? []));
  say(`washers: ${rented.length} of ${count} requests answered with a rental, ${JSON.stringify(refusals)}`);
  while (told.length < Math.min(count, LISTENING) && performance.now() - began < PATIENCE) await sleep(100);
  const calls = (await counter.count()) - before;

  const [outcomes, effects]: [string[], number[]] = [[], []];
  for (let i = 0; i < rented.length; i += AT_ONCE) {
    const ids = rented.slice(i, i + AT_ONCE);
    for (const { state, reason, active_at, requested_at } of await Promise.all(ids.map((id) => rentalNow(ask, id)))) {
      outcomes.push(reason === undefined ? state : `${state} ${reason}`);
      if (active_at !== undefined) effects.push(active_at - requested_at);
    }
  }
  await Promise.all(pairs.map(({ close }) => close()));
  await counter.close();
  agent.destroy();

  const result = {
    washers: count,
    refusals,
    outcomes: tallyOf(outcomes),
    post_to_answer_ms: spread(posted.map(({ ms }) => ms)),
    phones_listening: Math.min(count, LISTENING),
    post_to_told_ms: spread(told.map((at) => at - began)),
    request_to_effect_ms: spread(effects),
    redis_calls_per_start: rounded(calls / count),
  };
  say(`${count} washers at once: ${JSON.stringify(result)}`);
  return result;
}

function tallyOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Presence is told to functions one by one: the last is known a while after it has connected. */
async function untilOnline(ask: Ask, count: number): Promise<void> {
  const online = async (after?: string): Promise<number> => {
    const query = { product: 'washer', online: 'true' as const, limit: 500, ...(after !== undefined && { after }) };
    const { devices, next } = await bodyOf(ask.GET('/v1/fleet', { params: { query } }));
    return devices.length + (next === undefined ? 0 : await online(next));
  };
  while ((await online()) < count) await sleep(500);
}

const rentalNow = (ask: Ask, rental_id: string) =>
  bodyOf(ask.GET('/v1/rentals/{rental_id}', { params: { path: { rental_id } } }));

/** A washer that does what it is told, and the phone that will rent it. */
async function pair({ http, mqtt }: Addresses, i: number, thing: ThingModel, hear: (event: RentalEvent) => void) {
  const [id, account, phone] = [`bench-washer-${i}`, `bench-washer-rider-${i}`, `bench-washer-phone-${i}`];
  const ask = operator(http);
  const code = await registerDevice(ask, id, 'washer', [121.47, 31.23]);
  await registerAccount(ask, account);
  await credit(ask, account, BALANCE);
  const machine = new Machine(thing, 'willing', Math.random);
  const device = new Device({ machine, boot: Date.now().toString(36), random: Math.random });
  const { connection: washer } = await embodied(id, device, { broker: mqtt, failed: () => {} });
  const listening = i < LISTENING ? await connectPhone(phone, account, mqtt) : undefined;
  await listening?.subscribe([`phones/${phone}/events`], (_, event) => hear(event as RentalEvent));
  const token = await issue({ sub: account, role: 'rider', phone_id: phone });
  return { code, token, close: () => Promise.all([washer.close(), listening?.close()]) };
}

/** The rental, or why it is refused, and how long after `began` that was answered, ms. */
async function rent({ http }: Addresses, { code, token }: Pair, began: number) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = request(`${http}/v1/rentals`, { method: 'POST', headers, agent });
  sent.end(JSON.stringify({ code }));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const { rental_id, reason } = (await json(answer)) as { rental_id?: string; reason?: string };
  return { rental_id, reason, ms: performance.now() - began };
}

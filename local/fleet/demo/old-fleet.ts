import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, bodyOf, caller, Refused } from '../client.ts';
import { connectDevice, connectPhone, type DeviceConnection } from '../connection.ts';
import { adoptOldProtocol, rowOf } from '../old-protocol.ts';
import { credit, operator, registerAccount, registerDevice } from '../operator.ts';
import type { Random } from './crowd.ts';

interface Options {
  api: string;
  broker: string;
  password?: string | undefined;
  token?: string | undefined;
  /** Every id begins with it. */
  name: string;
  random: Random;
}

const TAPS = 3;
const PILES = 2;
const SECOND = 1000;
/** ml */
const FLOW_A_SECOND = 60;
const TOP_UP = 20_000;
const POWER_EVERY = 2 * SECOND;
/** One night in so many rentals of a tap: its network is away while people go on drawing water. */
const NIGHT_EVERY = 4;

interface Order {
  OrderId: string;
  Volume: number;
}

/** A tap of the old protocol: it hears `open` and `close`, and says what an order has drawn when it is closed. */
class OldTap {
  /** Orders that it could not report, as its network was away. */
  #backlog: Order[] = [];
  #order: { id: string; openedAt: number; most: number } | undefined;
  isAway = false;
  readonly #connection: DeviceConnection;

  constructor(connection: DeviceConnection) {
    this.#connection = connection;
  }

  hear({ cmd, OrderId, MaxVolume = 0 }: { cmd?: string; OrderId?: string; MaxVolume?: number }, now: number): void {
    if (cmd !== 'open' || !OrderId) return;
    this.#order = { id: OrderId, openedAt: now, most: MaxVolume };
    this.#say('07', { Open: true }).catch(() => {}); // the rental is not charged then
  }

  #say(type: string, data: object): Promise<void> {
    return this.#connection.publish(`devices/${this.#connection.id}/raw`, rowOf(type, data));
  }

  /** Somebody closes it by hand. */
  async close(now: number): Promise<void> {
    if (!this.#order) return;
    const { id, openedAt, most } = this.#order;
    this.#order = undefined;
    this.#backlog.push({
      OrderId: id,
      Volume: Math.min(most, Math.floor(((now - openedAt) / SECOND) * FLOW_A_SECOND)),
    });
    if (!this.isAway) await this.report('04');
    await this.#say('07', { Open: false });
  }

  /** Says all that it has not said yet. */
  async report(Flag: '04' | '05'): Promise<void> {
    for (const order of this.#backlog.splice(0)) {
      await this.#say('08', { Flag, ...order });
    }
  }
}

/** Registers the old fleet and lets it live: taps that people draw water from, and piles that say their power. */
export async function openOldFleet({ api, broker, password, token, name, random }: Options) {
  const ask = operator(api, token);
  await adoptOldProtocol(ask);
  let drawn = 0;
  let nights = 0;
  const failed = (what: string) => (error: Error) => console.error(`demo: ${what}: ${error.message}`);

  for (let i = 1; i <= PILES; i++) {
    const id = `${name}-old-pile-${i}`;
    await register(ask, id, 'old_pile');
    const connection = await connectDevice(id, broker, password);
    setInterval(() => {
      const Powers = [{ Power: Math.round(3000 + 300 * random()) }, { Power: random() < 0.5 ? 0 : 1500 }];
      connection.publish(`devices/${id}/raw`, rowOf('0706', { Powers }, i)).catch(failed(id));
    }, POWER_EVERY);
  }
  for (let i = 1; i <= TAPS; i++) void live(i).catch(failed(`old tap ${i}`));

  async function live(i: number): Promise<void> {
    const id = `${name}-old-tap-${i}`;
    const code = await register(ask, id, 'old_tap');
    const [account, phone] = [`${name}-old-rider-${i}`, `${name}-old-phone-${i}`];
    await registerAccount(ask, account);
    await connectPhone(phone, account, broker, password);
    const rider = caller(api, { sub: account, role: 'rider', phone_id: phone });
    const connection = await connectDevice(id, broker, password);
    const tap = new OldTap(connection);
    await connection.subscribe([`devices/${id}/downlink/+`], (_, command) => tap.hear(command, Date.now()));
    for (let order = 1; ; order++) {
      await credit(ask, account, TOP_UP);
      const rental_id = await rent(rider, code);
      tap.isAway = order % NIGHT_EVERY === 0;
      await sleep((3 + 6 * random()) * SECOND);
      if (tap.isAway) await rider.POST('/v1/rentals/{rental_id}/release', { params: { path: { rental_id } } });
      await tap.close(Date.now());
      drawn += 1;
      await sleep(5 * SECOND);
      if (tap.isAway) {
        nights += 1;
        tap.isAway = false;
        await tap.report('05');
      }
      await sleep(5 * SECOND);
    }
  }

  return { progress: () => `old protocol: ${drawn} orders drawn, ${nights} nights without network` };
}

/** Rents, and gives the rental's id. What an earlier run has left open is ended first, and waited for. */
async function rent(rider: Ask, code: string): Promise<string> {
  for (;;) {
    try {
      return (await bodyOf(rider.POST('/v1/rentals', { body: { code } }))).rental_id;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { rentals } = await bodyOf(rider.GET('/v1/rentals'));
      const open = rentals.filter(({ state }) => state === 'requested' || state === 'active');
      for (const { rental_id } of open) {
        await rider.POST('/v1/rentals/{rental_id}/release', { params: { path: { rental_id } } });
      }
      await sleep(5 * SECOND);
    }
  }
}

const register = (ask: Ask, id: string, product: string): Promise<string> =>
  registerDevice(ask, id, product, [121.47, 31.23]);

import { setMaxListeners } from 'node:events';
import type { StateReport } from '../../../../events/device/state-report.ts';
import type { RentalEvent } from '../../../../events/rental/rental.ts';
import { type Ask, caller } from '../../client.ts';
import { connectPhone } from '../../connection.ts';
import { credit, operator, registerAccount, registerDevice } from '../../operator.ts';
import type { Random } from '../crowd.ts';
import { Device, type Temper } from './device.ts';
import { embodied } from './embodied.ts';
import { type Answer, overHttp, overMqtt } from './line.ts';
import { type LngLat, lngLat, SQUARE, somewhere } from './map.ts';
import { LEISURELY, type Pace, Phone } from './phone.ts';
import { tally } from './tally.ts';

export interface TownOptions {
  api: string;
  broker: string;
  /** Of the broker, for everybody; by default each has a token of the laptop's issuer. */
  password?: string | undefined;
  /** An operator's. */
  token?: string | undefined;
  /** Every id begins with it. */
  name: string;
  bikes: number;
  chairs: number;
  phones: number;
  random: Random;
  centre?: LngLat;
  pace?: Pace;
}

export interface Town {
  /** One line on what has happened so far. */
  progress(): string;
  close(): Promise<void>;
}

const TICK = 500;
const TOP_UP = 20_000;
/** People and chairs are near the mall, bikes all over the town; metres. */
const NEAR = 100;

/** Registers the town's devices and accounts, connects everybody, and lets them live. Rejects when one is refused. */
export async function openTown(options: TownOptions): Promise<Town> {
  const ask = operator(options.api, options.token);
  const codes = new Map<string, string>();
  const devices = await Promise.all(devicesOf(options).map((one) => openDevice(one, ask, codes, options)));
  const outcomes = tally();
  const phones = await Promise.all(
    Array.from({ length: options.phones }, (_, i) => openPhone(i + 1, ask, codes, outcomes.add, options)),
  );

  const end = new AbortController();
  setMaxListeners(0, end.signal); // every phone hears it, however many there are
  const clock = setInterval(() => {
    for (const { device, say } of devices) say(device.step(TICK / 1000, Date.now()));
  }, TICK);
  const lives = phones.map(({ phone }) => phone.live(end.signal));
  return {
    progress: () => {
      const ridden = devices.filter(({ device }) => device.isLeased).length;
      return `${ridden} of ${devices.length} devices in use, ${outcomes.text()}`;
    },
    close: async () => {
      end.abort();
      await Promise.all(lives);
      clearInterval(clock);
      await Promise.all([...devices, ...phones].map(({ connection }) => connection.close()));
    },
  };
}

/** One of ten devices refuses sometimes, and one of ten falls silent now and then. */
const temperOf = (i: number): Temper => (i % 10 === 3 ? 'stubborn' : i % 10 === 7 ? 'sleepy' : 'willing');

function devicesOf({ name, bikes, chairs, random, centre = SQUARE }: TownOptions) {
  return Array.from({ length: bikes + chairs }, (_, i) => {
    const isBike = i < bikes;
    const place = somewhere(random, isBike ? undefined : NEAR);
    return {
      id: isBike ? `${name}-bike-${i + 1}` : `${name}-chair-${i - bikes + 1}`,
      kind: isBike ? ('bike' as const) : ('massage_chair' as const),
      temper: temperOf(i),
      place,
      centre,
    };
  });
}

async function openDevice(
  { id, ...nature }: ReturnType<typeof devicesOf>[number],
  ask: Ask,
  codes: Map<string, string>,
  { broker, password, random }: TownOptions,
) {
  codes.set(id, await registerDevice(ask, id, nature.kind, lngLat(nature.place, nature.centre)));
  const device = new Device({ ...nature, boot: Date.now().toString(36), random });
  const failed = (topic: string, error: Error) => console.error(`demo: ${id} could not say ${topic}: ${error.message}`);
  return { device, ...(await embodied(id, device, { broker, password, failed })) };
}

async function openPhone(
  number: number,
  ask: Ask,
  codes: ReadonlyMap<string, string>,
  tell: (outcome: string) => void,
  { api, broker, password, name, random, centre = SQUARE, pace = LEISURELY }: TownOptions,
) {
  const [id, account] = [`${name}-phone-${number}`, `${name}-rider-${number}`];
  await registerAccount(ask, account);
  const connection = await connectPhone(id, account, broker, password);
  const mine = caller(api, { sub: account, role: 'rider', phone_id: id });
  const [http, mqtt] = [overHttp(mine), overMqtt(connection)];
  const phone = new Phone({
    id,
    position: lngLat(somewhere(random, NEAR), centre),
    ask: mine,
    lines: [http, http, mqtt],
    codes,
    topUp: () => credit(ask, account, TOP_UP),
    tell,
    pace,
    random,
  });
  const filters = ['events', 'responses/+', 'devices/+/state'].map((branch) => `phones/${id}/${branch}`);
  await connection.subscribe(filters, (topic, payload) => {
    const [, , branch, requestId] = topic.split('/');
    if (branch === 'events') phone.hearEvent(payload as RentalEvent);
    else if (branch === 'responses') mqtt.hear(requestId!, payload as Answer);
    else phone.hearState(payload as StateReport);
  });
  return { phone, connection };
}

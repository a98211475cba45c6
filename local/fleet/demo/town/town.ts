import { setMaxListeners } from 'node:events';
import type { StateReport } from '../../../../events/device/state-report.ts';
import type { ThingModel } from '../../../../events/product/thing-model.ts';
import type { RentalEvent } from '../../../../events/rental/rental.ts';
import { type Ask, bodyOf, caller } from '../../client.ts';
import { connectPhone } from '../../connection.ts';
import { credit, operator, registerAccount, registerDevice } from '../../operator.ts';
import type { Random } from '../crowd.ts';
import { visitorBike } from '../visitor.ts';
import { Device, type DeviceOptions, type Temper } from './device.ts';
import { embodied } from './embodied.ts';
import { Gauges } from './gauges.ts';
import { type Answer, overHttp, overMqtt } from './line.ts';
import { Machine } from './machine.ts';
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
  washers?: number;
  phones: number;
  /** Of each of these products there is one device, too. */
  others?: readonly string[];
  /** Whether there is one more bike, which the town's phones leave to whoever opens the console's. */
  forVisitor?: boolean;
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
  const { products } = await bodyOf(ask.GET('/v1/products'));
  const things = new Map(products.map(({ product_id, thing }) => [product_id, thing as unknown as ThingModel]));
  const devices = await Promise.all(devicesOf(options).map((one) => openDevice(one, things, ask, codes, options)));
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

/** Of four washers one does what it is told, the others sometimes. */
const WASHERS: readonly Temper[] = ['willing', 'stubborn', 'lying', 'tardy'];

function devicesOf(options: TownOptions) {
  const { name, bikes, chairs, washers = 0, others = [], forVisitor, random, centre = SQUARE } = options;
  const one = (id: string, product: string, temper: Temper) => {
    const place = somewhere(random, product === 'bike' ? undefined : NEAR);
    return { id: `${name}-${id}`, product, temper, place, centre };
  };
  return [
    ...Array.from({ length: bikes }, (_, i) => one(`bike-${i + 1}`, 'bike', temperOf(i))),
    ...Array.from({ length: chairs }, (_, i) => one(`chair-${i + 1}`, 'massage_chair', temperOf(bikes + i))),
    ...Array.from({ length: washers }, (_, i) => one(`washer-${i + 1}`, 'washer', WASHERS[i % WASHERS.length]!)),
    ...others.map((product) => one(product, product, 'willing')),
    ...(forVisitor ? [{ ...one('', 'bike', 'willing'), id: visitorBike(name) }] : []),
  ];
}

/** A device that can be rented moves with whoever has it; a bus moves by itself, a parking bay never. */
const movesOf = (thing: ThingModel): NonNullable<DeviceOptions['moves']> =>
  !thing['skein:motion'] ? 'never' : thing['skein:rental'] ? 'rented' : 'always';

async function openDevice(
  { id, product, ...nature }: ReturnType<typeof devicesOf>[number],
  things: ReadonlyMap<string, ThingModel>,
  ask: Ask,
  codes: Map<string, string>,
  { broker, password, name, random }: TownOptions,
) {
  const code = await registerDevice(ask, id, product, lngLat(nature.place, nature.centre));
  if (id !== visitorBike(name)) codes.set(id, code);
  const thing = things.get(product);
  if (!thing) throw new Error(`there is no product ${product}: npm run products registers it`);
  const gauges = new Gauges(thing, random);
  const machine = new Machine(thing, nature.temper, random);
  const device = new Device({
    ...nature,
    moves: movesOf(thing),
    gauges,
    machine,
    boot: Date.now().toString(36),
    random,
  });
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

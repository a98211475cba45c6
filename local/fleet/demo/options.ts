import { parseArgs } from 'node:util';

/** The mall of `npm start`. */
export const DEMO_VENUE = 'demo-mall';

const OPTIONS = {
  robots: { type: 'string', default: '6' },
  /** The mall; every id of the demo begins with it. */
  venue: { type: 'string', default: DEMO_VENUE },
  bikes: { type: 'string', default: '12' },
  chairs: { type: 'string', default: '4' },
  washers: { type: 'string', default: '4' },
  phones: { type: 'string', default: '8' },
  town: { type: 'boolean', default: true },
  broker: { type: 'string', default: `mqtt://127.0.0.1:${process.env.SKEIN_MQTT_PORT ?? 1883}` },
  api: { type: 'string', default: `http://127.0.0.1:${process.env.SKEIN_HTTP_PORT ?? 3000}` },
  /** Of the broker, for everybody; by default each has a token of the laptop's issuer. */
  password: { type: 'string' },
  /** An operator's, to register with; by default one of the laptop's issuer. */
  token: { type: 'string' },
  /** Without it there need be no API: the venue is somebody else's to register, and there is no town. */
  register: { type: 'boolean', default: true },
  seed: { type: 'string', default: '1' },
} as const;

export type DemoOptions = ReturnType<typeof demoOptions>;

/** The command line's options; throws one clear line where they make no sense. */
export function demoOptions(args: string[]) {
  const { values } = parseArgs({ args, allowNegative: true, options: OPTIONS });
  return {
    ...values,
    seed: Number(values.seed),
    robots: count('robots', values.robots, 1),
    bikes: count('bikes', values.bikes),
    chairs: count('chairs', values.chairs),
    washers: count('washers', values.washers),
    phones: count('phones', values.phones),
  };
}

function count(name: string, text: string, least = 0): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${name} must be a whole number from ${least}`);
}

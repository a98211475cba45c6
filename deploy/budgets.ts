import type { Door } from './doors.mjs';
import { routesOf } from './routes.ts';

/** How large bundles of a kind may be, and what they do without. */
export interface Budget {
  what: string;
  holds: (door: Door) => boolean;
  /** Bytes. */
  most: number;
  /** Packages that have no place in such a bundle. */
  without: readonly string[];
}

const [SCHEMAS, CELLS, REDIS, TOKENS] = ['typebox', 'h3-js', '@upstash/redis', 'jose'];

const named =
  (...names: string[]) =>
  ({ bundle }: Door) =>
    names.includes(bundle);

const takesInput = (door: Door) => door.kind === 'mqtt' || routesOf(door).some(([, { body }]) => body !== undefined);

/** Nobody takes this in: 430 KB more for each function than signed requests of lib/aws.ts. */
export const NOWHERE = /^@aws-sdk\//;

/** The first that holds for a function is its budget. Each is its largest function and about a tenth. */
export const BUDGETS: readonly Budget[] = [
  { what: 'tells who calls', holds: named('auth-identify'), most: 74_000, without: [SCHEMAS, CELLS, REDIS] },
  { what: 'lets devices in', holds: named('auth-admit'), most: 240_000, without: [SCHEMAS, CELLS] },
  {
    what: 'shows the contract',
    holds: named('contract-read'),
    most: 285_000,
    without: [SCHEMAS, CELLS, REDIS, TOKENS],
  },
  { what: 'makes cells of positions', holds: named('heatmap-ingest'), most: 565_000, without: [SCHEMAS, TOKENS] },
  {
    what: 'draws cells',
    holds: named('heatmap-read'),
    most: 535_000,
    without: [SCHEMAS, TOKENS],
  },
  {
    what: "shows values as their product's schemas have them",
    holds: named('device-get', 'device-list', 'device-property', 'device-description', 'command-list', 'series-read'),
    most: 470_000,
    without: [CELLS, TOKENS],
  },
  {
    what: 'holds values and input against their product',
    holds: named(
      ...['device-state', 'device-selected', 'command-send', 'command-invoke'],
      ...['rollout-create', 'rollout-step', 'product-put'],
    ),
    most: 590_000,
    without: [CELLS, TOKENS],
  },
  { what: 'hears of connections', holds: named('device-presence'), most: 215_000, without: [SCHEMAS, CELLS, TOKENS] },
  { what: 'checks a body or messages', holds: takesInput, most: 310_000, without: [SCHEMAS, CELLS, TOKENS] },
  {
    what: 'ends what is due',
    holds: named('rental-release', 'rental-sweep', 'command-sweep'),
    most: 290_000,
    without: [SCHEMAS, CELLS, TOKENS],
  },
  { what: 'makes one request', holds: () => true, most: 235_000, without: [SCHEMAS, CELLS, TOKENS] },
];

export const budgetOf = (door: Door): Budget => BUDGETS.find(({ holds }) => holds(door))!;

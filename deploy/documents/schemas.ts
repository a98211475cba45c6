import type { TSchema } from 'typebox';
import * as account from '../../events/account/account.ts';
import * as command from '../../events/device/command.ts';
import * as device from '../../events/device/device.ts';
import * as presence from '../../events/device/presence.ts';
import * as stateReport from '../../events/device/state-report.ts';
import * as envelope from '../../events/envelope.ts';
import * as crowdReport from '../../events/heatmap/crowd-report.ts';
import * as heatmap from '../../events/heatmap/heatmap.ts';
import * as internal from '../../events/internal.ts';
import * as problem from '../../events/problem.ts';
import * as rental from '../../events/rental/rental.ts';
import * as tariffs from '../../events/rental/tariffs.ts';
import * as venue from '../../events/venue/venue.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const MODULES = [
  account,
  command,
  crowdReport,
  device,
  envelope,
  heatmap,
  internal,
  presence,
  problem,
  rental,
  stateReport,
  tariffs,
  venue,
];

const isSchema = (value: unknown): value is TSchema => typeof value === 'object' && value !== null && '~kind' in value;

/** Every schema of events/ that has a name, by its name. */
export const NAMED = new Map<string, TSchema>(
  MODULES.flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, TSchema] => isSchema(entry[1]))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

const names = new Map([...NAMED].map(([name, schema]) => [schema, name]));

/**
 * A schema as JSON Schema 2020-12, which calls the places of a tuple prefixItems; named ones become references below
 * `root`, such as `#/components/schemas/`.
 */
export function jsonSchema(schema: TSchema, root: string, top = false): Json {
  const name = names.get(schema);
  if (name && !top) return { $ref: `${root}${name}` };
  return convert(schema, root);
}

function convert(value: unknown, root: string): Json {
  if (Array.isArray(value)) return value.map((one) => nested(one, root));
  if (typeof value !== 'object' || value === null) return value as Json;
  const converted = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, nested(one, root)]));
  if (!Array.isArray(converted.items)) return converted;
  const { items, additionalItems: _, ...rest } = converted;
  return { ...rest, prefixItems: items, items: false };
}

const nested = (value: unknown, root: string): Json =>
  isSchema(value) ? jsonSchema(value, root) : convert(value, root);

/** All named schemas in one document. */
export const schemasDocument = (): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Skein: everything that devices, phones and partners send and get',
  $defs: Object.fromEntries([...NAMED].map(([name, schema]) => [name, jsonSchema(schema, '#/$defs/', true)])),
});

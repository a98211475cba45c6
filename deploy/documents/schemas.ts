import type { TObject, TSchema } from 'typebox';
import * as account from '../../events/account/account.ts';
import * as action from '../../events/command/command.ts';
import * as command from '../../events/device/command.ts';
import * as device from '../../events/device/device.ts';
import * as presence from '../../events/device/presence.ts';
import * as stateReport from '../../events/device/state-report.ts';
import * as envelope from '../../events/envelope.ts';
import * as crowdReport from '../../events/heatmap/crowd-report.ts';
import * as heatmap from '../../events/heatmap/heatmap.ts';
import * as internal from '../../events/internal.ts';
import * as problem from '../../events/problem.ts';
import * as dataSchema from '../../events/product/data-schema.ts';
import * as product from '../../events/product/product.ts';
import * as tariff from '../../events/product/tariff.ts';
import * as thingModel from '../../events/product/thing-model.ts';
import * as rental from '../../events/rental/rental.ts';
import * as rollout from '../../events/rollout/rollout.ts';
import { ALL_ROUTES } from '../../events/routes.ts';
import * as rule from '../../events/rule/rule.ts';
import * as series from '../../events/series/series.ts';
import * as usage from '../../events/usage/usage.ts';
import * as venue from '../../events/venue/venue.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const MODULES = [
  account,
  action,
  command,
  crowdReport,
  dataSchema,
  device,
  envelope,
  heatmap,
  internal,
  presence,
  problem,
  product,
  tariff,
  rental,
  rollout,
  rule,
  series,
  stateReport,
  thingModel,
  usage,
  venue,
];

const isSchema = (value: unknown): value is TSchema => typeof value === 'object' && value !== null && '~kind' in value;

/** Every schema of events/ that has a name, by its name. */
const NAMED = new Map<string, TSchema>(
  MODULES.flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, TSchema] => isSchema(entry[1]))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

const names = new Map([...NAMED].map(([name, schema]) => [schema, name]));

/** How a document writes schemas. */
export interface Dialect {
  /** Where its named ones are, such as `#/components/schemas/`. */
  root: string;
  /** What it calls the places of a tuple: `items` in draft 07, `prefixItems` since 2020-12. */
  places: 'items' | 'prefixItems';
}

/** A schema as a document writes it; named ones become references. */
export function jsonSchema(schema: TSchema, dialect: Dialect): Json {
  const name = names.get(schema);
  return name ? { $ref: `${dialect.root}${name}` } : convert(schema, dialect);
}

/** What has a default may be left out of a body; lib/shape.ts fills it in. */
const bodies = new Set<unknown>(ALL_ROUTES.map(({ body }) => body));

function convert(value: unknown, dialect: Dialect): Json {
  if (bodies.has(value) && 'required' in (value as object)) return convert(withoutDefaulted(value as TObject), dialect);
  if (Array.isArray(value)) return value.map((one) => nested(one, dialect));
  if (typeof value !== 'object' || value === null) return value as Json;
  if ('$ref' in value) return ofItself(value as Cyclic, dialect);
  const converted = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, nested(one, dialect)]));
  if (!Array.isArray(converted.items) || dialect.places === 'items') return converted;
  const { items, additionalItems: _, ...rest } = converted;
  return { ...rest, prefixItems: items, items: false };
}

/** A schema that refers to itself by its name. */
interface Cyclic {
  $ref: string;
  /** Not in the reference within it. */
  $defs?: Record<string, { $id: string }>;
}

function ofItself({ $ref, $defs }: Cyclic, dialect: Dialect): Json {
  if (!$defs) return { $ref: `${dialect.root}${$ref}` };
  const { $id: _, ...schema } = $defs[$ref]!;
  return convert(schema, dialect);
}

const withoutDefaulted = ({ required, ...rest }: TObject) => ({
  ...rest,
  required: required.filter((name) => !('default' in rest.properties[name]!)),
});

const nested = (value: unknown, dialect: Dialect): Json =>
  isSchema(value) ? jsonSchema(value, dialect) : convert(value, dialect);

/** The named schemas that a part of a document refers to, and those that they refer to in turn. */
export function schemasBehind(part: object, dialect: Dialect): { [name: string]: Json } {
  const found = new Map<string, Json>();
  const follow = (json: unknown) => {
    for (const [name, schema] of NAMED) {
      if (found.has(name) || !JSON.stringify(json).includes(`{"$ref":"${dialect.root}${name}"}`)) continue;
      found.set(name, convert(schema, dialect));
      follow(found.get(name));
    }
  };
  follow(part);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const SCHEMAS: Dialect = { root: '#/$defs/', places: 'prefixItems' };

/** All named schemas in one document, as JSON Schema 2020-12. */
export const schemasDocument = (): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Skein: everything that devices, phones and partners send and get',
  $defs: Object.fromEntries([...NAMED].map(([name, schema]) => [name, convert(schema, SCHEMAS)])),
});

import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DataSchema } from '../../events/product/data-schema.ts';
import type { Tariff } from '../../events/product/tariff.ts';
import type { ActionModel } from '../../events/product/thing-model.ts';
import { refuseModel } from './fault.ts';
import type { Resolved } from './resolve.ts';
import { formOf } from './tariff/index.ts';

/** Members of every state report, which no product may declare otherwise. */
const OF_EVERY_REPORT = ['seq', 'boot', 'at', 'status', 'position', 'lease'];

/**
 * What a schema cannot say of a model: names lead somewhere, patterns compile, an effect can come true. Throws a
 * Problem with the path of the first fault.
 */
export function validateThing({ thing, modules = {} }: Resolved): void {
  const { properties = {}, actions = {}, 'skein:rental': rental } = thing;
  for (const [name, property] of Object.entries(properties)) {
    const path = `/properties/${name}`;
    if (OF_EVERY_REPORT.includes(name)) throw refuseModel(path, 'is a member of every state report');
    if (name in modules) throw refuseModel(path, 'is the name of a module');
    validateSchema(property as DataSchema, path);
  }
  for (const [name, action] of Object.entries(actions)) validateAction(action, `/actions/${name}`, thing);
  for (const [name, { data }] of Object.entries(thing.events ?? {})) {
    if (data) validateSchema(data, `/events/${name}/data`);
  }
  for (const name of Object.keys(thing['skein:downlink']?.actions ?? {})) {
    if (!actions[name]) throw refuseModel(`/skein:downlink/actions/${name}`, 'names no action of this model');
  }
  if (!rental) return;
  if (rental.start !== undefined) validateStart(actions[rental.start]);
  validateTariff(rental.tariff, '/skein:rental/tariff');
  for (const [venue, tariff] of Object.entries(rental.venues ?? {})) {
    validateTariff(tariff, `/skein:rental/venues/${venue}`);
  }
}

/** An action that is asked for without an input. */
function validateBare(action: ActionModel | undefined, path: string): void {
  if (!action) throw refuseModel(path, 'names no action of this model');
  if (action.input && !Compile(action.input as TSchema).Check({})) {
    throw refuseModel(path, 'names an action that needs an input');
  }
}

function validateTariff(tariff: Tariff, place: string): void {
  const { path, fault } = formOf(tariff).faultOf(tariff) ?? {};
  if (fault !== undefined) throw refuseModel(`${place}${path}`, fault);
}

function validateStart(action: ActionModel | undefined): void {
  const path = '/skein:rental/start';
  validateBare(action, path);
  if (isTemplate(action?.['skein:effect']?.is)) throw refuseModel(path, 'names an action whose effect needs an input');
}

function validateAction(action: ActionModel, path: string, { properties = {}, actions = {} }: Resolved['thing']): void {
  const { input, output, 'skein:effect': effect, 'skein:undo': undo } = action;
  if (input) validateSchema(input, `${path}/input`);
  if (output) validateSchema(output, `${path}/output`);
  if (undo !== undefined) validateBare(actions[undo], `${path}/skein:undo`);
  if (!effect) return;
  const property = properties[effect.property];
  if (!property) throw refuseModel(`${path}/skein:effect/property`, 'names no property of this model');
  if (isTemplate(effect.is)) {
    if (input?.properties?.[effect.is.slice(1, -1)]) return;
    throw refuseModel(`${path}/skein:effect/is`, 'names no member of the input');
  }
  if (!Compile(property as TSchema).Check(effect.is)) {
    throw refuseModel(`${path}/skein:effect/is`, `is no value that ${effect.property} can have`);
  }
}

/** `{version}` stands for that member of the action's input. */
const isTemplate = (value: unknown): value is string => typeof value === 'string' && /^\{\w+\}$/.test(value);

/** What can be wrong with the schema of a value although it is one. */
function validateSchema(schema: DataSchema, path: string): void {
  const { pattern, properties = {}, items, oneOf = [] } = schema;
  if (pattern !== undefined && !compiles(pattern)) throw refuseModel(`${path}/pattern`, 'is no regular expression');
  for (const [name, part] of Object.entries(properties)) validateSchema(part, `${path}/properties/${name}`);
  if (items) validateSchema(items, `${path}/items`);
  for (const [i, part] of oneOf.entries()) validateSchema(part, `${path}/oneOf/${i}`);
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

import { Compile } from 'typebox/compile';
import { ThingModel, WOT_CONTEXT } from '../../events/product/thing-model.ts';
import { refuseModel } from './fault.ts';

/** Bytes of a model's JSON. */
const LARGEST = 64 * 1024;
const DEEPEST = 20;
/** Keys that a program in JavaScript may take for the object's own. */
const PROTOTYPE = new Set(['__proto__', 'constructor', 'prototype']);

const schema = /* @__PURE__ */ Compile(ThingModel);

/** A Thing Model out of what was sent, or a Problem with the path of its first fault. */
export function parseModel(value: unknown): ThingModel {
  refuseOddKeys(value, '', 0);
  if (Buffer.byteLength(JSON.stringify(value)) > LARGEST) throw refuseModel('', `is larger than ${LARGEST} bytes`);
  if (!schema.Check(value)) {
    const { instancePath, message } = schema.Errors(value)[0]!;
    throw refuseModel(instancePath, message);
  }
  if (![value['@context']].flat().includes(WOT_CONTEXT)) throw refuseModel('/@context', `must hold ${WOT_CONTEXT}`);
  if (![value['@type']].flat().includes('tm:ThingModel')) throw refuseModel('/@type', 'must be tm:ThingModel');
  for (const name of Object.keys(value)) {
    if (name.startsWith('skein:') && !(name in ThingModel.properties))
      throw refuseModel(`/${name}`, 'is no term of ours');
  }
  return value;
}

function refuseOddKeys(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEEPEST) throw refuseModel(path, 'is nested too deeply');
  for (const [name, part] of Object.entries(value)) {
    const place = `${path}/${name}`;
    if (PROTOTYPE.has(name)) throw refuseModel(place, 'is a name that no member may have');
    refuseOddKeys(part, place, depth + 1);
  }
}

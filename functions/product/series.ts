import type { Product } from '../../events/product/product.ts';
import type { PropertyModel, ThingModel } from '../../events/product/thing-model.ts';
import { perVersion } from './per-version.ts';

/** What a report says of one channel that is kept over time; without a channel, of the device itself. */
export interface SeriesValues {
  channel?: string;
  values: Record<string, number>;
}

const kept = ({ properties = {} }: ThingModel): string[] =>
  Object.entries(properties).flatMap(([name, model]) => (model['skein:series'] ? [name] : []));

/** The names of the properties that a product keeps: its own, and those of its modules. */
interface Kept {
  own: string[];
  modules: [name: string, properties: string[]][];
}

const keptOf = /* @__PURE__ */ perVersion(
  ({ thing, modules = {} }): Kept => ({
    own: kept(thing),
    modules: Object.entries(modules).map(([name, module]) => [name, kept(module)]),
  }),
);

/** The values of a report that its product keeps over time: numbers, and true and false as 1 and 0. */
export function seriesIn(product: Product, values: Record<string, unknown>): SeriesValues[] {
  const { own, modules } = keptOf(product);
  const found: SeriesValues[] = [{ values: numbersIn(values, own) }];
  for (const [channel, names] of modules) {
    const part = values[channel] as Record<string, unknown> | undefined;
    if (part) found.push({ channel, values: numbersIn(part, names) });
  }
  return found.filter((one) => Object.keys(one.values).length > 0);
}

function numbersIn(values: Record<string, unknown>, names: readonly string[]): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const name of names) {
    const value = values[name];
    if (typeof value === 'number' || typeof value === 'boolean') numbers[name] = Number(value);
  }
  return numbers;
}

/** A property that is kept over time, of the device or of one of its modules; undefined where it is none. */
export function seriesProperty(product: Product, name: string, channel: string | undefined): PropertyModel | undefined {
  const model = channel === undefined ? product.thing : product.modules?.[channel];
  const property = model?.properties?.[name];
  return property?.['skein:series'] ? property : undefined;
}

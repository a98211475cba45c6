import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Product } from '../../events/product/product.ts';
import type { PropertyModel, ThingModel } from '../../events/product/thing-model.ts';
import { perVersion } from './per-version.ts';

/** A value that is none of the product's, and why. */
export interface Nonconformity {
  reason: 'property_invalid' | 'property_undeclared';
  /** Where it is, and what is wrong there. */
  detail: string;
}

type Values = Record<string, unknown>;
type Check = (value: unknown) => Nonconformity[];

/** What every report of a device needs of its product. */
interface Rules {
  checks: Map<string, Check>;
  observables: string[];
}

/**
 * Holds what a device says of itself against its product. Gives the values that are as the product declares them, and
 * what is wrong with the others. A module is an object of its own properties; it counts as a whole.
 */
export function conform(product: Product, values: Values): { values: Values; faults: Nonconformity[] } {
  const { checks } = rulesOf(product);
  const faults: Nonconformity[] = [];
  const right = Object.entries(values).filter(([name, value]) => {
    const found = checks.get(name)?.(value) ?? [undeclared(name)];
    faults.push(...found);
    return found.length === 0;
  });
  return { values: Object.fromEntries(right), faults };
}

/** The properties and modules that a product declares. */
export const propertiesOf = ({ thing, modules = {} }: Product): string[] => [
  ...Object.keys(thing.properties ?? {}),
  ...Object.keys(modules),
];

/** Those whose every change is published. */
export const observablesOf = (product: Product): readonly string[] => rulesOf(product).observables;

const rulesOf = /* @__PURE__ */ perVersion(({ thing, modules = {} }): Rules => {
  const observables = Object.entries(thing.properties ?? {}).filter(([, { observable }]) => observable);
  return {
    checks: new Map([...checksIn(thing), ...Object.entries(modules).map(moduleCheck)]),
    observables: observables.map(([name]) => name),
  };
});

/** The checks of a model's properties; `place` is where the model is a module. */
const checksIn = ({ properties = {} }: ThingModel, place = ''): [string, Check][] =>
  Object.entries(properties).map(([name, schema]) => [name, propertyCheck(`${place}/${name}`, schema)]);

function propertyCheck(path: string, schema: PropertyModel): Check {
  const validator = Compile(schema as TSchema);
  return (value) => {
    if (validator.Check(value)) return [];
    const [error] = validator.Errors(value);
    return [invalid(`${path}${error?.instancePath ?? ''}`, error?.message ?? 'is not valid')];
  };
}

function moduleCheck([name, module]: [string, ThingModel]): [string, Check] {
  const checks = new Map(checksIn(module, `/${name}`));
  return [
    name,
    (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return [invalid(`/${name}`, 'must be an object of the properties of this module')];
      }
      return Object.entries(value).flatMap(([part, own]) => checks.get(part)?.(own) ?? [undeclared(`${name}/${part}`)]);
    },
  ];
}

const invalid = (path: string, fault: string): Nonconformity => ({
  reason: 'property_invalid',
  detail: `/properties${path} ${fault}`,
});

const undeclared = (name: string): Nonconformity => ({
  reason: 'property_undeclared',
  detail: `/properties/${name} is no property of its product`,
});

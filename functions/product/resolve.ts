import type { Product } from '../../events/product/product.ts';
import type { ThingModel } from '../../events/product/thing-model.ts';
import { refuseModel } from './fault.ts';

/** A model with what it extends filled in, and its modules. */
export interface Resolved {
  thing: ThingModel;
  modules?: Record<string, ThingModel>;
}

type Known = (productId: string) => Product | undefined;

/** As many models may extend one another in a row. */
const DEEPEST = 10;

/**
 * Fills in what a model takes from others, as they are registered at this moment: `tm:extends` is merged below it by
 * JSON Merge Patch (RFC 7396), each `tm:submodel` becomes a module. Throws a Problem with the path of the link at fault.
 */
export function resolve(productId: string, model: ThingModel, known: Known): Resolved {
  const links = (model.links ?? []).map((link, i) => ({ ...link, path: `/links/${i}` }));
  const bases = links.filter(({ rel }) => rel === 'tm:extends');
  if (bases.length > 1) throw refuseModel(bases[1]!.path, 'is a second base; a model extends at most one');
  const base = bases[0] && linked(bases[0], known);
  if (base) refuseCycle(productId, base, bases[0]!.path, known);
  const thing = base ? (merge(base.thing, { ...model, links: undefined }) as ThingModel) : model;

  const modules = new Map(Object.entries(base?.modules ?? {}));
  for (const link of links.filter(({ rel }) => rel === 'tm:submodel')) {
    const name = link.instanceName;
    if (name === undefined) throw refuseModel(link.path, 'needs an instanceName');
    if (modules.has(name) || thing.properties?.[name]) throw refuseModel(`${link.path}/instanceName`, 'is taken');
    modules.set(name, linked(link, known).thing);
  }
  return { thing, ...(modules.size > 0 && { modules: Object.fromEntries(modules) }) };
}

function linked({ href, path }: { href: string; path: string }, known: Known): Product {
  const id = productOf(href);
  const product = id === undefined ? undefined : known(id);
  if (!product) throw refuseModel(`${path}/href`, 'leads to no registered product');
  return product;
}

/** The product that a link leads to: the last part of its path, without the ending of a file. */
const productOf = (href: string): string | undefined =>
  /([^/?#]+?)(?:\.tm)?(?:\.jsonld|\.json)?(?:[?#].*)?$/.exec(href)?.[1];

function refuseCycle(productId: string, base: Product, path: string, known: Known): void {
  let next: Product | undefined = base;
  for (let depth = 1; next; depth++) {
    if (next.product_id === productId) throw refuseModel(`${path}/href`, 'leads back to this product');
    if (depth > DEEPEST) throw refuseModel(`${path}/href`, `stands on more than ${DEEPEST} others`);
    const href: string | undefined = next.model.links?.find(({ rel }) => rel === 'tm:extends')?.href;
    const id: string | undefined = href && productOf(href);
    next = id ? known(id) : undefined;
  }
}

/** JSON Merge Patch, https://www.rfc-editor.org/rfc/rfc7396#section-2 */
function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  }
  return merged;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import type { Product } from '../../events/product/product.ts';
import type { ThingModel } from '../../events/product/thing-model.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import { priceKeys, pricesOf } from './price.ts';
import registerLua from './register.lua';
import { resolve } from './resolve.ts';
import { readProducts } from './store.ts';
import { validateThing } from './validate.ts';

interface Input {
  product_id: string;
  version: number[];
  text: string;
  model: string;
  terms: string;
  prices: Record<string, string>;
  record: object;
}

type Registered = { created: boolean } | { refused: 'version_older' | 'version_taken' };

const registerScript = /* @__PURE__ */ script<'products' | 'prices' | 'tariffs', Input, Registered>(registerLua);

/** Registers a model as a product, or as a new version of it. Throws a Problem with the path of what is wrong in it. */
export async function registerProduct(product_id: string, model: ThingModel, now: number) {
  const known = await readProducts();
  const resolved = resolve(product_id, model, (id) => known.get(id));
  validateThing(resolved);
  const version = model.version.model;
  const product: Product = { product_id, version, registered_at: now, model, ...resolved };
  const terms = resolved.thing['skein:rental'] ?? null;
  const outcome = await registerScript(
    { ...priceKeys(), products: keys.products(), tariffs: keys.tariffs(product_id) },
    {
      product_id,
      version: version.split('.').map(Number),
      text: JSON.stringify(product),
      model: JSON.stringify(model),
      terms: JSON.stringify(terms),
      prices: pricesOf(product_id, resolved.thing),
      record: { version, since: now, terms },
    },
  );
  return { product, outcome };
}

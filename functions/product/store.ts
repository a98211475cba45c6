import type { Product, TariffRecord } from '../../events/product/product.ts';
import { refuse } from '../../lib/errors.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';

/** What the scripts keep of a product; they compare models as text. */
interface Entry {
  /** The product as JSON, which Lua does not take apart: it would not tell an empty list from an empty object. */
  text: string;
  retired_at?: number;
}

function productIn(entry: string): Product {
  const { text, retired_at } = JSON.parse(entry) as Entry;
  return { ...(JSON.parse(text) as Product), ...(retired_at !== undefined && { retired_at }) };
}

/** Every product, retired ones too, by id. */
export async function readProducts(): Promise<Map<string, Product>> {
  const products = [...hashOf(await redis().hgetall(keys.products())).values()].map(productIn);
  products.sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
  return new Map(products.map((product) => [product.product_id, product]));
}

/** One product, also a retired one; throws a 404 where there is none. */
export async function readProduct(productId: string): Promise<Product> {
  const entry = (await redis().hget(keys.products(), productId)) as string | null;
  if (entry === null) throw refuse('product_unknown');
  return productIn(entry);
}

/** What a product costs and has cost, the newest first. */
export async function readTariffs(productId: string): Promise<TariffRecord[]> {
  const texts = await redis().lrange(keys.tariffs(productId), 0, -1);
  return texts.reverse().map((text) => JSON.parse(text) as TariffRecord);
}

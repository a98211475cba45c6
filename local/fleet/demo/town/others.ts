import { bodyOf } from '../../client.ts';
import { operator } from '../../operator.ts';

/** Those that the demo has many devices of. */
const CAST = ['robot', 'bike', 'massage_chair', 'washer'];

/** The other products that are registered. */
export async function otherProducts(api: string, token?: string): Promise<string[]> {
  const { products } = await bodyOf(operator(api, token).GET('/v1/products'));
  return products.map(({ product_id }) => product_id).filter((id) => !CAST.includes(id));
}

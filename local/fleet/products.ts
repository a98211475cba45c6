import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyOf, Refused, type Schema } from './client.ts';
import { operator } from './operator.ts';

const FOLDER = 'products';

type Model = Schema<'ThingModel'>;

/** The models of products/, by id; what others extend or contain comes before them. */
export function productModels(): [id: string, model: Model][] {
  const models = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, Model] => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Model,
    ]);
  return models.sort(([, a], [, b]) => (a.links?.length ?? 0) - (b.links?.length ?? 0));
}

/** Registers the models of products/ over the API; gives their ids. Rejects with what the API says of the first fault. */
export async function registerProducts(api: string, token?: string): Promise<string[]> {
  const ask = operator(api, token);
  const ids: string[] = [];
  for (const [product_id, body] of productModels()) {
    await ask.PUT('/v1/products/{product_id}', { params: { path: { product_id } }, body });
    ids.push(product_id);
  }
  return ids;
}

/** The same where there may be products: what an operator has changed or retired stays as it is. */
export async function addProducts(api: string): Promise<void> {
  const ask = operator(api);
  const { products } = await bodyOf(ask.GET('/v1/products'));
  if (products.length === 0) return void (await registerProducts(api));
  for (const [product_id, body] of productModels()) {
    const params = { path: { product_id } };
    const known = await bodyOf(ask.GET('/v1/products/{product_id}', { params })).catch(unless('product_unknown'));
    if (known?.retired_at !== undefined) continue;
    await ask.PUT('/v1/products/{product_id}', { params, body }).catch(unless('version_older', 'version_taken'));
  }
}

/** Takes these refusals for an answer. */
const unless =
  (...reasons: string[]) =>
  (error: Error): undefined => {
    if (!(error instanceof Refused && reasons.includes(error.reason))) throw error;
  };

import { signal } from '@preact/signals';
import { ask } from '../talk/api.ts';

/** What products call themselves, by their ids; products change by hand, so they are read once. */
const titles = signal<ReadonlyMap<string, string>>(new Map());
let asked = false;

async function read(): Promise<void> {
  try {
    const { products } = await ask('phone', (client) => client.GET('/v1/products'));
    titles.value = new Map(products.map(({ product_id, thing }) => [product_id, thing.title]));
  } catch {
    asked = false; // ids do until the next time
  }
}

/** The name of a product for people. */
export function titleOf(product: string): string {
  if (!asked) {
    asked = true;
    void read();
  }
  return titles.value.get(product) ?? product.replaceAll(/[_-]/g, ' ');
}

// npm run products -- [--api URL] [--token TOKEN]
import { parseArgs } from 'node:util';
import { registerProducts } from '../fleet/products.ts';

const USAGE = 'usage: npm run products -- [--api URL] [--token TOKEN of an operator]';

try {
  const { values } = parseArgs({
    options: { api: { type: 'string', default: 'http://127.0.0.1:3000' }, token: { type: 'string' } },
  });
  for (const id of await registerProducts(values.api, values.token)) console.log(`registered ${id}`);
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = 1;
}

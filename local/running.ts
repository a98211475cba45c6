import { readFileSync } from 'node:fs';
import { type Addresses, addressFile } from './addresses.ts';

/** The addresses of the stack that runs from this checkout on the environment's HTTP port; throws if none does. */
export function runningStack(): Addresses {
  const port = process.env.SKEIN_HTTP_PORT ?? '3000';
  try {
    return JSON.parse(readFileSync(addressFile(port), 'utf8')) as Addresses;
  } catch {
    throw new Error(`no stack runs here with SKEIN_HTTP_PORT ${port}; npm start starts one`);
  }
}

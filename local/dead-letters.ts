// npm run --silent dead-letters: what the running stack could not deliver, one JSON object a line.
import { readFileSync } from 'node:fs';
import { type Addresses, addressFile } from './addresses.ts';

const port = process.env.SKEIN_HTTP_PORT ?? '3000';
try {
  const { endpoint } = JSON.parse(readFileSync(addressFile(port), 'utf8')) as Addresses;
  const letters = (await (await fetch(`${endpoint}/dead-letters`)).json()) as unknown[];
  for (const letter of letters) console.log(JSON.stringify(letter));
  if (letters.length === 0) console.error('no dead letters');
} catch {
  console.error(`no stack runs here with SKEIN_HTTP_PORT ${port}`);
  process.exitCode = 1;
}

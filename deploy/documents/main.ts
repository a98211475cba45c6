// npm run documents: writes what is made from the declarations: openapi.json and its kin, the tables of docs/, samples.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { documents } from './documents.ts';

for (const [path, text] of Object.entries(documents())) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}

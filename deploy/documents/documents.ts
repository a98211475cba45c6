import { readFileSync } from 'node:fs';
import { asyncapiDocument } from './asyncapi.ts';
import { openapiDocument } from './openapi.ts';
import { schemasDocument } from './schemas.ts';
import { keysPage, routesPage, topicsPage } from './tables.ts';
import { triggers } from './triggers.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Every file that is made from the declarations in events/ and functions/, by its path. */
export function documents(): Record<string, string> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return {
    'events/published/openapi.json': json(openapiDocument(version)),
    'events/published/asyncapi.json': json(asyncapiDocument(version)),
    'events/published/schemas.json': json(schemasDocument()),
    'docs/routes.md': routesPage(),
    'docs/topics.md': topicsPage(),
    'docs/keys.md': keysPage(),
    ...Object.fromEntries(Object.entries(triggers()).map(([path, event]) => [path, json(event)])),
  };
}

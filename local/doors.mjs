// The file of every function that a functions.yml names: `dist/heatmap-ingest.handler` is functions/heatmap/ingest.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Bundle name -> source file. */
export function doors() {
  const found = {};
  for (const domain of readdirSync('functions')) {
    const file = `functions/${domain}/functions.yml`;
    if (!existsSync(file)) continue;
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/handler: dist\/(\S+)\.handler/g)) {
      found[name] = `functions/${domain}/${name.slice(domain.length + 1)}.ts`;
    }
  }
  return found;
}

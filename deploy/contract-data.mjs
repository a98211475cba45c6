import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const OUT = '.skein/contract';

/**
 * Bundles the declarations in events/ as plain data, so that no function loads the library that they are written with:
 * schemas have become JSON Schema. A module that exports functions stays code.
 */
export const contractAsData = {
  name: 'contract as data',
  async setup({ onLoad }) {
    const files = readdirSync('events', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    await build({
      entryPoints: files.map((file) => `events/${file}`),
      outdir: OUT,
      outbase: 'events',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      logLevel: 'warning',
    });
    const sources = new Map(
      await Promise.all(files.map(async (file) => [resolve('events', file), await dataOf(file)])),
    );
    onLoad({ filter: /[/\\]events[/\\].*\.ts$/ }, ({ path }) => {
      const contents = sources.get(path);
      return contents && { contents, loader: 'js' };
    });
  },
};

/** A module's exports as literals; undefined where one of them is more than data. */
async function dataOf(file) {
  const url = pathToFileURL(resolve(OUT, file.replace(/\.ts$/, '.mjs'))).href;
  const exports = Object.entries(await import(`${url}?${Date.now()}`));
  if (!exports.every(([, value]) => isData(value))) return undefined;
  return exports.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
}

const isData = (value) =>
  value === null ||
  ['string', 'number', 'boolean', 'undefined'].includes(typeof value) ||
  (typeof value === 'object' && !(value instanceof RegExp) && Object.values(value).every(isData));

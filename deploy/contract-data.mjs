import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Within the checkout, so that packages are found; each build has a folder of its own, as two may run at once. */
const SCRATCH = '.skein';

/**
 * Bundles the declarations in events/ as plain data, so that no function loads the library that they are written with:
 * schemas have become JSON Schema. A module that exports functions stays code.
 */
export const contractAsData = {
  name: 'contract as data',
  async setup({ onLoad }) {
    const sources = await readContract();
    onLoad({ filter: /[/\\]events[/\\].*\.ts$/ }, ({ path }) => {
      const contents = sources.get(path);
      return contents && { contents, loader: 'js' };
    });
  },
};

/** Every module of events/ by its path, as far as it is data. */
async function readContract() {
  const files = readdirSync('events', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(`${SCRATCH}/contract-`);
  try {
    await build({
      entryPoints: files.map((file) => `events/${file}`),
      outdir: folder,
      outbase: 'events',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      logLevel: 'warning',
    });
    const read = async (file) => [
      resolve('events', file),
      await dataOf(resolve(folder, file.replace(/\.ts$/, '.mjs'))),
    ];
    return new Map(await Promise.all(files.map(read)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A module's exports as literals; undefined where one of them is more than data. */
async function dataOf(path) {
  const exports = Object.entries(await import(pathToFileURL(path).href));
  if (!exports.every(([, value]) => isData(value))) return undefined;
  return exports.map(([name, value]) => `export const ${name} = ${JSON.stringify(asServed(value))};`).join('\n');
}

/** Of routes what lib/http.ts holds requests to; the rest is for documents. Anything else as it is. */
function asServed(value) {
  const isRoutes =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isRoute);
  if (!isRoutes) return value;
  const served = ([name, { about, answers, refusals, example, ...route }]) => [name, route];
  return Object.fromEntries(Object.entries(value).map(served));
}

const isRoute = (value) => typeof value === 'object' && value !== null && 'method' in value && 'answers' in value;

const isData = (value) =>
  value === null ||
  ['string', 'number', 'boolean', 'undefined'].includes(typeof value) ||
  (typeof value === 'object' && !(value instanceof RegExp) && Object.values(value).every(isData));

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/** Within the checkout, so that packages are found; each build has a folder of its own, as two may run at once. */
const SCRATCH = '.skein';

/** What says how schemas are checked. */
const COMPILE = 'lib/compile.ts';

/** Ends the path of a module of events/ to name the checks of its schemas. */
const CHECKS = '?checks';

/**
 * Bundles the declarations in events/ as plain data, so that no function loads the library that they are written with:
 * schemas have become JSON Schema, each with what checks it as code. A module that exports functions stays code.
 */
export const contractAsData = {
  name: 'contract as data',
  async setup({ onLoad, onResolve }) {
    const sources = await readContract();
    onResolve({ filter: /[/\\]compile\.ts$/ }, () => ({ path: resolve('lib/compiled.ts') }));
    onResolve({ filter: /\?checks$/ }, ({ path }) => ({ path, namespace: 'checks' }));
    onLoad({ filter: /./, namespace: 'checks' }, ({ path }) => ({
      contents: sources.get(path.slice(0, -CHECKS.length)).checks,
      loader: 'js',
      resolveDir: process.cwd(),
    }));
    onLoad({ filter: /[/\\]events[/\\].*\.ts$/ }, ({ path }) => {
      const source = sources.get(path);
      return source && { contents: source.data, loader: 'js' };
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
      entryPoints: [...files.map((file) => `events/${file}`), COMPILE],
      outdir: folder,
      outbase: '.',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      logLevel: 'warning',
    });
    const load = (file) => import(pathToFileURL(resolve(folder, file.replace(/\.ts$/, '.mjs'))).href);
    const { OPTIONS } = await load(COMPILE);
    const read = async (file) => [
      resolve('events', file),
      sourceOf(resolve('events', file), Object.entries(await load(`events/${file}`)), OPTIONS),
    ];
    return new Map(await Promise.all(files.map(read)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A module's exports as literals, and the checks of its schemas; undefined where an export is more than data. */
function sourceOf(path, exports, options) {
  if (!exports.every(([, value]) => isData(value))) return undefined;
  const schemas = exports.filter(([, value]) => isSchema(value));
  const literals = exports.map(([name, value]) => {
    const literal = JSON.stringify(asServed(value));
    // pure, so that only what is used is bundled
    return `export const ${name} = ${isSchema(value) ? `/* @__PURE__ */ withCheck(${literal}, checks.${name})` : literal};`;
  });
  const imports = [
    `import { withCheck } from ${JSON.stringify(resolve('lib/compiled.ts'))};`,
    `import * as checks from ${JSON.stringify(path + CHECKS)};`,
  ];
  return { data: [...(schemas.length > 0 ? imports : []), ...literals].join('\n'), checks: checksOf(schemas, options) };
}

/** https://ajv.js.org/standalone.html */
function checksOf(schemas, options) {
  const ajv = new Ajv({ ...options, code: { source: true, esm: true } });
  for (const [name, schema] of schemas) ajv.addSchema(JSON.parse(JSON.stringify(schema)), name);
  return standalone.default(ajv, Object.fromEntries(schemas.map(([name]) => [name, name])));
}

/** Recursive ones have typebox's own references, and are left to it. */
const isSchema = (value) =>
  typeof value === 'object' && value !== null && '~kind' in value && !JSON.stringify(value).includes('"$ref"');

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

// Bundles the console: web/main.tsx and all that it needs becomes web/dist, which any web server can serve.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build, stop } from 'esbuild';
import { readRules } from './rules.mjs';

const FILES = 'web/files';
const MAP_WORKER = 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs';

/** Resolves to what each file is made of (https://esbuild.github.io/api/#metafile, "outputs"). */
export async function bundleConsole({ outdir = 'web/dist' } = {}) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build({
    entryPoints: ['web/main.tsx', 'web/offline.ts'],
    outdir,
    metafile: true,
    bundle: true,
    splitting: true, // the map, MQTT and charts are loaded when a view needs them
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    chunkNames: 'part-[hash]',
    logLevel: 'warning',
  });
  for (const file of readdirSync(FILES)) copyFileSync(`${FILES}/${file}`, `${outdir}/${file}`);
  copyFileSync(MAP_WORKER, `${outdir}/map-worker.js`);
  writeFileSync(`${outdir}/rules.json`, JSON.stringify(readRules()));
  // what the service worker keeps; config.json comes from whoever serves the console
  const files = readdirSync(outdir).filter((file) => file !== 'index.html');
  writeFileSync(`${outdir}/files.json`, JSON.stringify(['./', 'config.json', ...files]));
  return metafile.outputs;
}

if (process.argv[1] === import.meta.filename) {
  await bundleConsole();
  await stop();
}

// Bundles every function that a functions.yml names: `dist/heatmap-ingest.handler` is functions/heatmap/ingest.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { build, stop } from 'esbuild';

const entryPoints = {};
for (const domain of readdirSync('functions')) {
  const file = `functions/${domain}/functions.yml`;
  if (!existsSync(file)) continue;
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/handler: dist\/(\S+)\.handler/g)) {
    entryPoints[name] = `functions/${domain}/${name.slice(domain.length + 1)}.ts`;
  }
}

await build({
  entryPoints,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.lua': 'text' },
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
});
await stop(); // its service would stay beside whatever this process becomes

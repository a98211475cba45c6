// Bundles every function that a functions.yml names.
import { build, stop } from 'esbuild';
import { doors } from './local/doors.mjs';

await build({
  entryPoints: doors(),
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

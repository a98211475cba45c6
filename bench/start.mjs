// `npm run bench`: prepares the machine, bundles the bench (functions import their Lua as text) and runs it.
import { prepare } from '../local/prepare.mjs';

const BUNDLE = '.skein/bench.mjs';

try {
  await prepare();
  const { build } = await import('esbuild');
  await build({
    entryPoints: ['bench/main.ts'],
    outfile: BUNDLE,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    loader: { '.lua': 'text' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await import(`../${BUNDLE}`);
} catch (error) {
  console.error(`bench: ${error.stack}`);
  process.exit(1);
}

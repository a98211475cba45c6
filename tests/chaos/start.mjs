// `npm run chaos`: bundles the suite, with requests of functions going through its faults, and runs it.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { prepare } from '../../local/prepare.mjs';

const BUNDLE = `.skein/chaos-${process.pid}.mjs`;

/** What functions ask Redis and AWS by is ours; all else of them is what is deployed. */
const throughFaults = {
  name: 'requests go through the faults',
  setup({ onResolve }) {
    onResolve({ filter: /^@skein\/iot-sql$/ }, () => ({ path: resolve('packages/iot-sql/index.ts') }));
    onResolve({ filter: /\/request\.ts$/ }, ({ importer }) =>
      importer.endsWith('faulty-request.ts') ? undefined : { path: resolve('tests/chaos/faulty-request.ts') },
    );
  },
};

try {
  await prepare();
  await build({
    entryPoints: ['tests/chaos/main.ts'],
    outfile: BUNDLE,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    loader: { '.lua': 'text' },
    plugins: [throughFaults],
    logLevel: 'warning',
  });
  process.once('exit', () => rmSync(BUNDLE, { force: true })); // the run ends the process
  await import(pathToFileURL(resolve(BUNDLE)).href);
} catch (error) {
  console.error(`chaos: ${error.stack}`);
  process.exitCode = 1;
}

// Bundles every function: functions/rental/http/create.ts becomes dist/rental-create.cjs.
import { readFileSync } from 'node:fs';
import { build, stop } from 'esbuild';
import { parse } from 'yaml';
import { contractAsData } from './deploy/contract-data.mjs';
import { onlyReads, readDoors } from './deploy/doors.mjs';

const [, deployed] = /^nodejs(\d+)\.x$/.exec(parse(readFileSync('serverless.yml', 'utf8')).provider.runtime);
const running = process.versions.node.split('.')[0];

/**
 * Bundles for the deployment's runtime, or for the Node that runs this where that is older. Resolves to what each bundle
 * is made of, by its path (https://esbuild.github.io/api/#metafile, "outputs").
 */
export async function bundle({ forLaptop, outdir = 'dist' }) {
  const doors = readDoors();
  const reading = await bundleWith('redis_read_token', doors.filter(onlyReads), { forLaptop, outdir });
  const writing = await bundleWith(
    'redis_token',
    doors.filter((door) => !onlyReads(door)),
    { forLaptop, outdir },
  );
  await stop(); // its service would stay beside whatever this process becomes
  return { ...reading, ...writing };
}

/** The name of the token is built in, because functions that run in one process on a laptop share its environment. */
async function bundleWith(redisToken, doors, { forLaptop, outdir }) {
  const { metafile } = await build({
    entryPoints: Object.fromEntries(doors.map((door) => [door.bundle, door.source])),
    define: { REDIS_TOKEN: JSON.stringify(redisToken) },
    outdir,
    metafile: true,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    // names stay, so that a stack trace can be read without a source map, which would cost each cold start
    minifyWhitespace: true,
    minifySyntax: true,
    platform: 'node',
    target: `node${forLaptop ? Math.min(deployed, running) : deployed}`,
    format: 'cjs',
    loader: { '.lua': 'text' },
    plugins: [contractAsData],
    sourcemap: forLaptop && 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
  return metafile.outputs;
}

if (process.argv[1] === import.meta.filename) await bundle({ forLaptop: false });

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

export interface Bundle {
  text: string;
  bytes: number;
  /** How many bytes of it are of each file, by its path from the root. */
  inputs: Record<string, number>;
}

type Outputs = Record<string, { bytes: number; inputs: Record<string, { bytesInOutput: number }> }>;

// a process of its own, because the build imports what it has just written
const BUILD = `
  import { bundle } from './build.mjs';
  process.stdout.write(JSON.stringify(await bundle({ forLaptop: false, outdir: process.argv[1] })));
`;

/** Every function's bundle as it is deployed, by its name such as `rental-create`. Takes some seconds. */
export function bundles(): Map<string, Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'skein-bundles-'));
  try {
    const arguments_ = ['--input-type=module', '--eval', BUILD, folder];
    const outputs = execFileSync(process.execPath, arguments_, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    return new Map(
      Object.entries(JSON.parse(outputs) as Outputs).map(([path, { bytes, inputs }]) => {
        const name = basename(path, '.cjs');
        const sizes = Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]);
        return [
          name,
          { text: readFileSync(join(folder, `${name}.cjs`), 'utf8'), bytes, inputs: Object.fromEntries(sizes) },
        ];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const BUILD_CONSOLE = `
  import { stop } from 'esbuild';
  import { bundleConsole } from './web/build.mjs';
  process.stdout.write(JSON.stringify(await bundleConsole({ outdir: process.argv[1] })));
  await stop();
`;

/** The files that the console is made of, paths from the root. */
export function consoleInputs(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'skein-console-'));
  try {
    const arguments_ = ['--input-type=module', '--eval', BUILD_CONSOLE, folder];
    const outputs = execFileSync(process.execPath, arguments_, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    return Object.values(JSON.parse(outputs) as Outputs).flatMap(({ inputs }) => Object.keys(inputs));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

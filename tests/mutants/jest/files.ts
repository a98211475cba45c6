import fs from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withProbes } from '../edits/lua-probes.ts';
import { hit } from './run.ts';

const { readFileSync: readAsIs } = fs;
const original = (file: string) => readAsIs(file, 'utf8');
const SOURCE = /^(functions|lib)\/.*\.(lua|yml)$/;

/** From now on whoever reads the Lua or YAML source that the mutant is of finds the mutant. */
export function watchFiles(): void {
  const { readFileSync, readFile, promises } = fs;
  const readAsync = promises.readFile;
  fs.readFileSync = ((path: fs.PathOrFileDescriptor, options?: Options) =>
    mutated(path, options) ?? readFileSync(path, options as BufferEncoding)) as typeof readFileSync;
  promises.readFile = (async (path: fs.PathLike, options?: Options) =>
    mutated(path, options) ?? readAsync(path, options as BufferEncoding)) as typeof readAsync;
  fs.readFile = ((path: fs.PathLike, ...rest: [Options, Callback] | [Callback]) => {
    const found = mutated(path, rest.length > 1 ? (rest[0] as Options) : undefined);
    if (found === undefined) readFile(path, ...(rest as [Options, Callback]));
    else setImmediate(rest.at(-1) as Callback, null, found);
  }) as typeof readFile;
}

type Options = BufferEncoding | { encoding?: BufferEncoding | null } | null;
type Callback = (error: Error | null, content: string | Buffer) => void;

function mutated(path: unknown, options: Options = null): string | Buffer | undefined {
  if (typeof path !== 'string' && !(path instanceof URL)) return undefined;
  const file = relative(process.cwd(), path instanceof URL ? fileURLToPath(path) : path);
  const text = SOURCE.test(file) ? textFor(file) : undefined;
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return text === undefined || encoding ? text : Buffer.from(text);
}

/** A source as this run wants it; none where it stands as it is. */
function textFor(file: string): string | undefined {
  const { mutant, traces } = globalThis.skeinRun.run;
  hit(file);
  if (mutant?.file === file) return mutant.text;
  return traces && file.endsWith('.lua') ? withProbes(file, original(file)) : undefined;
}

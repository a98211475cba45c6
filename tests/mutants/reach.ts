import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PATH = /['"`](\.{1,2}\/[^'"`$]+\.\w+)['"`]/g;
const LUA_INCLUDE = /require\s*\(?\s*['"]([\w./-]+)['"]/g;

/** Says which test files may load a source: by what they import, and so on from there. */
export class Reach {
  readonly #known = new Map<string, readonly string[]>();

  reaches(testFile: string, source: string): boolean {
    const seen = new Set([testFile]);
    for (const file of seen) {
      const names = this.#namedIn(file);
      if (names.some((name) => matches(name, source))) return true;
      for (const name of names) seen.add(name);
    }
    return false;
  }

  /** The files that this one names; '*.lua' and the like where it does not say which. */
  #namedIn(file: string): readonly string[] {
    let names = this.#known.get(file);
    if (!names) {
      names = file.includes('*') ? [] : named(file);
      this.#known.set(file, names);
    }
    return names;
  }
}

function matches(name: string, source: string): boolean {
  if (!name.startsWith('*')) return name === source;
  return name.includes('/') ? basename(source) === basename(name) : source.endsWith(name.slice(1));
}

function named(file: string): string[] {
  const text = textOf(file);
  if (file.endsWith('.lua')) {
    return [...text.matchAll(LUA_INCLUDE)].map(
      ([, name]) =>
        `*/${name!
          .replace(/\.lua$/, '')
          .split(/[./]/)
          .at(-1)}.lua`,
    );
  }
  const paths = [...text.matchAll(PATH)].map(([, path]) => join(dirname(file), path!));
  if (/import\((?!['"])/.test(text)) paths.push('*.ts');
  if (file.startsWith('tests/deploy/') || /\.yml['"`)]/.test(text)) paths.push('*.yml');
  return paths;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // a path in a test's data
  }
}

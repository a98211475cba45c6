import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = join(__dirname, '../..');

export interface Import {
  file: string;
  to: string;
  names: string[];
  /** As they are called where they come from. */
  wanted: string[];
  /** Nothing of it is left when the program runs. */
  typesOnly: boolean;
}

const TOPS = ['functions', 'lib', 'events', 'deploy', 'local', 'packages', 'web'];

/** Every import and re-export between our own TypeScript files, paths from the root. */
export const imports = (): Import[] =>
  TOPS.flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((entry) => /\.tsx?$/.test(entry) && !entry.includes('node_modules'))
      .flatMap((entry) => importsOf(join(top, entry))),
  );

function importsOf(file: string): Import[] {
  const { body } = parseSync(readFileSync(join(ROOT, file), 'utf8'), {
    syntax: 'typescript',
    tsx: file.endsWith('.tsx'),
    target: 'es2023',
  });
  return body.flatMap((item) => {
    if (!('source' in item) || !item.source?.value.startsWith('.')) return [];
    const specifiers = 'specifiers' in item ? item.specifiers : [];
    const names = specifiers.flatMap((one) => ('local' in one ? [one.local.value] : []));
    const wanted = specifiers.flatMap((one) => {
      if ('orig' in one) return [one.orig.value];
      return 'local' in one ? [('imported' in one && one.imported?.value) || one.local.value] : [];
    });
    const to = relative(ROOT, join(ROOT, dirname(file), item.source.value));
    const allTypes = specifiers.length > 0 && specifiers.every((one) => 'isTypeOnly' in one && one.isTypeOnly);
    return [{ file, to, names, wanted, typesOnly: allTypes || ('typeOnly' in item && item.typeOnly) }];
  });
}

/** All code that a file reaches by its imports; of a domain's index.ts only what is imported from it. */
export function reachable(from: string, all = imports()): Set<string> {
  const found = new Set([from]);
  for (const file of found) {
    for (const one of all.filter((each) => each.file === file && !each.typesOnly)) {
      if (!/^functions\/[^/]+\/index\.ts$/.test(one.to)) found.add(one.to);
      for (const { file: face, to, wanted } of all) {
        if (face === one.to && !found.has(face) && wanted.some((name) => one.wanted.includes(name))) found.add(to);
      }
    }
  }
  return found;
}

/** The domain that a file of functions/ belongs to. */
export const domainOf = (file: string): string | undefined => /^functions\/([^/]+)\//.exec(file)?.[1];

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

interface Import {
  file: string;
  to: string;
  isType: boolean;
}

/** Every import between our own files. */
function imports(): Import[] {
  const found: Import[] = [];
  for (const top of ['functions', 'lib', 'events', 'local']) {
    for (const entry of readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|mjs|cjs)$/.test(entry)) continue;
      const file = join(top, entry);
      const text = readFileSync(join(ROOT, file), 'utf8');
      for (const [, type, path] of text.matchAll(/(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"](\.[^'"]+)['"]/g)) {
        found.push({ file, to: relative(ROOT, join(ROOT, dirname(file), path!)), isType: type !== undefined });
      }
    }
  }
  return found;
}

const domainOf = (file: string) => /^functions\/[^/]+/.exec(file)?.[0];

/** Why this import is not allowed, if it is not. */
function flaw({ file, to, isType }: Import): string | undefined {
  const [from, target] = [file.split('/')[0]!, to.split('/')[0]!];
  if (['lib', 'events'].includes(from)) return from === target ? undefined : 'lib and events import nothing of ours';
  if (from === 'functions') {
    if (['lib', 'events'].includes(target) || domainOf(file) === domainOf(to)) return undefined;
    return 'functions import lib, events and their own domain';
  }
  if (file.startsWith('local/iot-sql/'))
    return to.startsWith('local/iot-sql/') ? undefined : 'iot-sql imports nothing of ours';
  if (target === 'functions') return 'local finds functions in serverless.yml, as AWS would';
  return target === 'events' && !isType ? 'local takes nothing but types from events' : undefined;
}

test('imports run one way', () => {
  const all = imports();
  expect(all.length).toBeGreaterThan(100); // it has looked
  const wrong = all.flatMap((one) => (flaw(one) ? `${one.file} -> ${one.to}: ${flaw(one)}` : []));
  expect(wrong).toEqual([]);
});

test('a wrong import would be found', () => {
  const wrong = [
    { file: 'lib/redis.ts', to: 'functions/heatmap/store.ts', isType: false },
    { file: 'functions/heatmap/read.ts', to: 'functions/venue/put.ts', isType: true },
    { file: 'local/stack.ts', to: 'functions/auth/http.ts', isType: true },
    { file: 'local/iot-sql/parser.ts', to: 'local/ports.mjs', isType: false },
  ];
  for (const one of wrong) expect(flaw(one)).toBeDefined();
});

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { By } from './transformer.ts';

type Transform = Record<string, string | By>;

const here = (name: string) => join(import.meta.dirname, name);

/** The project `unit` of jest.config.mjs, with our own hands on the sources. */
export async function mutantConfig(root: string): Promise<object> {
  const { default: whole } = await import(pathToFileURL(join(root, 'jest.config.mjs')).href);
  const config = whole.projects.find(({ displayName }: { displayName: string }) => displayName === 'unit');
  const { displayName: _, ...rest } = config;
  const ours = (kind: string, transformer: string) => ({
    [`^${root}/(functions|lib)/.+\\.${kind}$`]: [here(transformer), { root, by: usual(config.transform, kind, root) }],
  });
  return {
    ...rest,
    testTimeout: whole.testTimeout,
    rootDir: root,
    transform: { ...ours('ts', 'transform.ts'), ...ours('lua', 'transform-lua.ts'), ...config.transform },
    moduleNameMapper: { '^fast-check$': here('fast-check.ts'), ...config.moduleNameMapper },
    resolver: here('resolver.ts'),
    testEnvironment: here('environment.ts'),
    reporters: [],
  };
}

/** Who transforms sources of this kind in the tests. */
function usual(transform: Transform, kind: string, root: string): By {
  const [, by] = Object.entries(transform).find(([pattern]) => new RegExp(pattern).test(`a.${kind}`))!;
  const [path, options] = typeof by === 'string' ? ([by, {}] as const) : by;
  return [path.replace('<rootDir>', root), options];
}

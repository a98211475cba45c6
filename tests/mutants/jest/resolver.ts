import type { ResolverOptions, SyncResolver } from 'jest-resolve';

const known = new Map<string, string>();

/** Jest's own resolver with a memory that outlives a run: no file comes or goes meanwhile. */
const resolver: SyncResolver = (path, options: ResolverOptions) => {
  const key = JSON.stringify([path, options.basedir, options.conditions, options.extensions]);
  const found = known.get(key) ?? options.defaultResolver(path, options);
  known.set(key, found);
  return found;
};

export default { sync: resolver };

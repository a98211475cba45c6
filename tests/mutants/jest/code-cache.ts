import vm from 'node:vm';

interface Compiled {
  code: string;
  data: Buffer | undefined;
}

/** Modules are compiled anew for each test file, as each has a context of its own; what V8 found out before is kept. */
export function keepCode(): void {
  const { compileFunction } = vm;
  const known = new Map<string, Compiled>();
  vm.compileFunction = (code, params, options = {}) => {
    const filename = options.filename ?? '';
    const before = known.get(filename);
    if (before?.code === code && before.data)
      return compileFunction(code, params, { ...options, cachedData: before.data });
    const compiled = compileFunction(code, params, { ...options, produceCachedData: true });
    known.set(filename, { code, data: compiled.cachedData });
    return compiled;
  };
}

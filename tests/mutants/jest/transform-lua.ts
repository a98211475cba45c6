import { readFileSync } from 'node:fs';
import type { SyncTransformer } from '@jest/transform';
import { type By, transformer } from './transformer.ts';

const loading = (filename: string) =>
  `new Function('module', 'exports', 'require', skeinMutants.lua(${JSON.stringify(filename)}))(module, exports, require);`;

/** Puts off reading a Lua source until a test loads it, as the text depends on the mutant. */
function createTransformer({ by }: { by: By }): SyncTransformer {
  const plain = transformer(by);
  globalThis.skeinRun.lua = (filename) => {
    const { code } = [plain.process(readFileSync(filename, 'utf8'), filename, {} as never)].flat()[0] as {
      code: string;
    };
    return code;
  };
  return {
    process: (_, filename) => ({ code: loading(filename) }),
    getCacheKey: (_, filename) => loading(filename),
  };
}

export default { createTransformer };

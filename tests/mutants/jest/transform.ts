import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { SyncTransformer } from '@jest/transform';
import { withSwitches } from '../edits/schemata.ts';
import { editsOf } from '../mutant.ts';
import { type By, transformer } from './transformer.ts';

/** Transforms a TypeScript source with all its changes in it. */
function createTransformer({ by, root }: { by: By; root: string }): SyncTransformer {
  const plain = transformer(by);
  const changed = (text: string, filename: string) => {
    const file = relative(root, filename);
    return withSwitches(file, text, editsOf(file, text));
  };
  return {
    process: (text, filename, options) => plain.process(changed(text, filename), filename, options),
    getCacheKey: (text, filename) =>
      createHash('sha1')
        .update(JSON.stringify([by, filename, changed(text, filename)]))
        .digest('hex'),
  };
}

export default { createTransformer };

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { contractAsData } from '../../deploy/contract-data.mjs';
import { eventually } from '../harness/eventually.ts';

const LIST = readFileSync('functions/venue/http/list.ts', 'utf8');

/** A function of the folder functions/venue/http, as it is deployed. */
const bundled = async (source = LIST): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: 'functions/venue/http', loader: 'ts' },
    bundle: true,
    format: 'cjs',
    write: false,
    platform: 'node',
    packages: 'external',
    loader: { '.lua': 'text' },
    plugins: [contractAsData],
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
};

test('builds that run at once have the same contract, as data', async () => {
  const texts = await Promise.all(Array.from({ length: 8 }, () => bundled()));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain('GET');
  expect(texts[0]).not.toContain('typebox');
  expect(texts[0]).toContain('/v1/venues');
  expect(texts[0]).not.toContain('answers:');
});

test('a build takes away what it has put into the checkout', async () => {
  const folders = () => readdirSync('.skein').filter((name) => name.startsWith('contract-'));
  mkdirSync('.skein', { recursive: true });
  const before = new Set(folders());
  await bundled();
  // builds of other tests may be under way, and end soon
  await eventually(() => expect(folders().filter((name) => !before.has(name))).toEqual([]), 40_000);
});

test('a function with a schema that no check was made of does not start', async () => {
  const start = async (schema: string) => {
    const source = `
      import Type from 'typebox';
      import { VenueBody } from '../../../events/venue/venue.ts';
      import { compile } from '../../../lib/compile.ts';
      export const isOne = compile(${schema}).Check({});`;
    const module = { exports: {} };
    new Function('require', 'module', await bundled(source))(require, module);
    return { ...module.exports };
  };
  expect(await start('VenueBody')).toEqual({ isOne: false });
  await expect(start('Type.Object({})')).rejects.toThrow('was not exported from events/');
});

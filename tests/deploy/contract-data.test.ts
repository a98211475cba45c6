import { build } from 'esbuild';
import { contractAsData } from '../../deploy/contract-data.mjs';

const bundled = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: ['functions/venue/http/list.ts'],
    bundle: true,
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
  const texts = await Promise.all(Array.from({ length: 8 }, bundled));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain('GET');
  expect(texts[0]).not.toContain('typebox');
  expect(texts[0]).toContain('/v1/venues');
  expect(texts[0]).not.toContain('answers:');
}, 30_000);

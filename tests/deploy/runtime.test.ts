import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

test('the runtime, the target of the bundles and the types are of the same Node', () => {
  const { runtime } = parse(readFileSync('serverless.yml', 'utf8')).provider;
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, major] = /^nodejs(\d+)\.x$/.exec(runtime)!;
  expect(devDependencies['@types/node']).toMatch(new RegExp(`^\\^${major}\\.`));
  const build = readFileSync('build.mjs', 'utf8');
  expect(build).toMatch(/deployed\] = .*provider\.runtime\)/);
  expect(build).toMatch(/target: `node\$\{forLaptop \? Math\.min\(deployed, running\) : deployed\}`/);
});

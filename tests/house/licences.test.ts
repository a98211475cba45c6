import { readFileSync } from 'node:fs';
import { bundles, consoleInputs } from '../harness/bundles.ts';

/** Licences that let anybody use, change and sell what is made with it. */
const FREE =
  /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC0-1\.0|CC-BY-[34]\.0|ISC|MIT(-0)?|PSF-2\.0|Python-2\.0|Unlicense|WTFPL|Zlib)$/;

/** What is changed of such a file has to be given on; nothing of it is part of what is deployed. */
const OF_TESTS = 'MPL-2.0';

interface Lock {
  packages: Record<string, { version?: string; license?: string; dev?: boolean; link?: boolean }>;
}
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

/** Of `MIT OR GPL-2.0` one may take either; of `MIT AND ISC` both hold. */
const isFree = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => FREE.test(one)));

test('every package that is installed may be used by anybody', () => {
  const packages = Object.entries(lock.packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  expect(packages.length).toBeGreaterThan(100);
  const others = packages.flatMap(([path, { license = 'none', dev }]) =>
    isFree(license) || (dev && license === OF_TESTS) ? [] : [`${path}: ${license}`],
  );
  expect(others).toEqual([]);
});

/** The rows for the packages that these files are of. */
function rowsOf(inputs: string[]): string[] {
  const found = inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  const rows = [...new Set(found)].map((path) => {
    const { version, license } = lock.packages[path]!;
    return `| ${path.replace(/^.*node_modules\//, '')} | ${version} | ${license} |`;
  });
  return rows.sort();
}

test('docs/licences.md lists what is part of the functions and of the console, and nothing else', () => {
  const ofFunctions = [...bundles().values()].flatMap((bundle) => Object.keys(bundle.inputs));
  const tables = readFileSync('docs/licences.md', 'utf8').split('\n## ');
  const listed = tables.map((table) => table.match(/^\| (?!package|---).*\|$/gm));
  expect(listed).toEqual([rowsOf(ofFunctions), rowsOf(consoleInputs())]);
}, 120_000);

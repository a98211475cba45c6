import { BUDGETS, budgetOf, NOWHERE } from '../../deploy/budgets.ts';
import { readDoors } from '../../deploy/doors.mjs';
import { type Bundle, bundles } from '../harness/bundles.ts';

let built: Map<string, Bundle>;
beforeAll(() => {
  built = bundles();
});

/** How many bytes of a bundle are of each package, or of each folder of ours. */
function partsOf({ inputs }: Bundle): [part: string, bytes: number][] {
  const parts = new Map<string, number>();
  for (const [file, bytes] of Object.entries(inputs)) {
    const part =
      /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? file.split('/').slice(0, 2).join('/');
    parts.set(part, (parts.get(part) ?? 0) + bytes);
  }
  return [...parts].sort(([, a], [, b]) => b - a);
}

// A cold start reads and compiles all of it, and whoever waits for the answer waits for that.
test.each(readDoors())('$bundle stays within its budget', (door) => {
  const bundle = built.get(door.bundle)!;
  const { what, most, without } = budgetOf(door);
  const parts = partsOf(bundle);
  const largest = parts.slice(0, 5).map(([part, bytes]) => `${part} ${bytes}`);
  const over = `${door.bundle}, which ${what}, has ${bundle.bytes} bytes of ${most}: ${largest.join(', ')}`;
  expect(bundle.bytes > most ? over : '').toBe('');
  const unwanted = parts.map(([part]) => part).filter((part) => without.includes(part) || NOWHERE.test(part));
  expect([what, unwanted]).toEqual([what, []]);
});

test('no budget is for nobody, or far from what its functions need', () => {
  for (const budget of BUDGETS) {
    const sizes = readDoors()
      .filter((door) => budgetOf(door) === budget)
      .map(({ bundle }) => built.get(bundle)!.bytes);
    expect([budget.what, Math.max(...sizes) > budget.most * 0.8]).toEqual([budget.what, true]);
  }
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const FAULTS = 500;

/** A run of `npm run chaos`, shorter; all that it has said. */
async function chaos(seed: number): Promise<string> {
  const args = ['tests/chaos/start.mjs', '--faults', String(FAULTS), '--seed', String(seed)];
  try {
    const { stderr } = await promisify(execFile)(process.execPath, args);
    return stderr;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

test('whatever fails: nothing is lost, nothing is counted or paid twice, and nobody is stuck', async () => {
  const said = await chaos(1);
  expect(said).not.toContain('FLAW');
  expect(said).toContain('everything is as it must be');
  const [, faults] = /chaos: (\d+) faults: /.exec(said)!;
  expect(Number(faults)).toBeGreaterThanOrEqual(FAULTS);
}, 180_000);

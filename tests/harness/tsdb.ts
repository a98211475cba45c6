import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/ports.mjs';
import { startTsdb, type Tsdb } from '../../local/tsdb.ts';

const isInstalled = spawnSync('victoria-metrics', ['--version'], { stdio: 'ignore' }).error === undefined;

/** A test that needs a real database, and is skipped where it is not installed. */
export const testWithTsdb = isInstalled ? test : test.skip;

/** A VictoriaMetrics for this file, whose functions write to it; it can be stopped, and started again with its data. */
export function withTsdb() {
  const folder = mkdtempSync(join(tmpdir(), 'skein-test-tsdb-'));
  let port: number;
  let running: Tsdb | undefined;
  const start = async () => {
    running = await startTsdb({ port, folder });
  };
  const stop = async () => running?.stop();
  beforeAll(async () => {
    port = await freePort();
    process.env.TSDB_URL = `http://127.0.0.1:${port}`;
    if (isInstalled) await start();
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { start, stop };
}

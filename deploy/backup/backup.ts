// npm run backup -- --stage STAGE | --to DIR [--redis URL]
import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exportTo } from '../../functions/backup/export.ts';
import { MANIFEST } from '../../functions/backup/manifest.ts';
import { redisAt } from './address.ts';
import { backUpOnAws } from './invoke.ts';

const USAGE = `usage: npm run backup -- --stage STAGE   the function of the stage writes to its bucket
       npm run backup -- --to DIR [--redis REST_URL]   this machine reads; without --redis the stack that runs here`;

try {
  const { values } = parseArgs({
    options: { stage: { type: 'string' }, to: { type: 'string' }, redis: { type: 'string' } },
  });
  const { stage, to, redis } = values;
  if (!stage === !to || (stage && redis)) throw new Error(USAGE);
  const { lines, from } = stage ? await backUpOnAws(stage) : await backUpTo(to!, redis);
  console.log(`${lines} lines are in ${from}`);
} catch (error) {
  console.error(`backup: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function backUpTo(folder: string, url: string | undefined) {
  if (existsSync(join(folder, MANIFEST))) throw new Error(`${folder} holds a backup already`);
  const rest = redisAt(url);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const put = (name: string, body: Buffer) => writeFile(join(folder, name), body, { mode: 0o600 });
  const { lines } = await exportTo(put, { rest, stage: url ? new URL(url).host : 'local', clock: Date.now });
  return { lines, from: folder };
}

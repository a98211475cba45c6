import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HOLDER = 'stack.pid';
/** Who may have a folder, by the file with its process id: a killed stack can leave a Redis that still writes. */
const HOLDERS = { [HOLDER]: 'serverless', 'redis.pid': 'redis-server' };

/** Takes a folder for this stack alone, until it ends. Throws when another one has it. */
export function hold(folder: string): void {
  for (const [file, program] of Object.entries(HOLDERS)) {
    const pid = pidIn(join(folder, file));
    if (pid === undefined || !runs(pid, program)) continue;
    throw new Error(`${folder} is in use by another stack (${program}, process ${pid}); end it or take another folder`);
  }
  writeFileSync(join(folder, HOLDER), String(process.pid));
  process.once('exit', () => rmSync(join(folder, HOLDER), { force: true }));
}

function pidIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process is this program: after a restart of the machine another may have its number. */
function runs(pid: number, program: string): boolean {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).includes(program);
  } catch {
    return false;
  }
}

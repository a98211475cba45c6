import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const TSX = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;

/** What is answered to a command with these words, once for each; the last again and again. A file is "downloaded". */
type Answers = [part: string, ...answers: (string | { file: string })[]][];

/** Runs a program of ours with a stand-in for AWS's command line; gives how it ended and what it has asked AWS. */
export async function runWithAws([program, ...args]: string[], answers: Answers, cwd = ROOT) {
  const folder = mkdtempSync(join(tmpdir(), 'skein-aws-'));
  symlinkSync(join(__dirname, 'aws-cli.mjs'), join(folder, 'aws'));
  const script = join(folder, 'answers.json');
  writeFileSync(script, JSON.stringify(answers));
  writeFileSync(`${script}.log`, '');
  const env = { ...process.env, SKEIN_TEST_AWS: script, PATH: `${folder}:${process.env.PATH}` };
  const run = promisify(execFile)(process.execPath, ['--import', TSX, join(ROOT, program!), ...args], { env, cwd });
  const { code, text } = await run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    ({ code, stdout, stderr }) => ({ code, text: `${stdout}${stderr}` }),
  );
  const asked = readFileSync(`${script}.log`, 'utf8').trimEnd().split('\n');
  return { code, text, asked };
}

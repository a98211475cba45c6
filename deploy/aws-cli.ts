import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs AWS's own command line, so that whatever credentials it has will do; resolves to its answer as text, rejects with
 * what it says. `command` is split at its blanks, `more` is not.
 */
export async function aws(command: string, ...more: string[]): Promise<string> {
  const args = [...command.split(' '), ...more, '--output', 'text'];
  const { stdout } = await promisify(execFile)('aws', args, { maxBuffer: 2 ** 26 });
  return stdout.trim();
}

/** An output of a stage's stack; throws where the stage was deployed without what has it. */
export async function outputOf(stage: string, key: string): Promise<string> {
  const query = `Stacks[0].Outputs[?OutputKey=='${key}'].OutputValue | [0]`;
  const value = await aws('cloudformation describe-stacks --stack-name', `skein-${stage}`, '--query', query);
  if (value === 'None') throw new Error(`the stage ${stage} has no ${key}: see docs/deploying.md, sections 8 to 10`);
  return value;
}

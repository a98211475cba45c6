/** One thing that has to be right. */
export interface Check {
  name: string;
  /** Resolves to what was found, rejects with what is wrong. */
  run(): Promise<string>;
  /** What to do where it fails. */
  hint: string;
}

/** Runs checks one after the other and tells of each; resolves to how many have failed. */
export async function runChecks(checks: readonly Check[], tell: (line: string) => void): Promise<number> {
  let failed = 0;
  for (const { name, run, hint } of checks) {
    try {
      tell(`ok    ${name}: ${await run()}`);
    } catch (error) {
      failed += 1;
      tell(`FAIL  ${name}: ${lastLine((error as Error).message)}\n      ${hint}`);
    }
  }
  return failed;
}

/** Of a command that failed the first line is the command itself. */
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1)!;

/** Rejects with `wrong` where something does not hold. */
export function require(holds: boolean, wrong: string): void {
  if (!holds) throw new Error(wrong);
}

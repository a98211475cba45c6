/** A test of a file as it went; tests are known by their place in the file, as names need not be unique. */
export interface TestResult {
  at: number;
  name: string;
  ms: number;
  passed: boolean;
}

/** What one run of a test file does: with a mutant or none, all tests or some of them in this order. */
export interface Run {
  mutant?: { file: string; index: number; text?: string } | undefined;
  /** Whether to find out which statements of Lua the tests meet; that costs Redis commands of its own. */
  traces?: boolean;
  plan?: { at: number; timeout: number }[] | undefined;
}

/** What a run without a mutant found out: which changes of which file are met by which tests; -1 is outside of any. */
export interface Found {
  tests: TestResult[];
  hits: Map<string, Set<number>>;
  /** The test that runs. */
  at: number;
}

/** What a worker is sent and what it answers. */
export interface Order {
  testFile: string;
  run: Run;
}
export interface Answer {
  tests: TestResult[];
  hits: [what: string, tests: number[]][];
  /** Why the file as a whole failed. */
  error: string | undefined;
  memory: number;
}

/** Global, as Jest loads the environment and the transformers apart from what the worker loads. */
interface Shared {
  run: Run;
  found: Found;
  lua(file: string): string;
  takeTraces(): Promise<void>;
}

declare global {
  var skeinRun: Shared;
}

export const hitOf = (file: string, index: number): string => `${file}#${index}`;

/** Notes that the running test has met a change. */
export function hit(what: string): void {
  const { found, run } = globalThis.skeinRun;
  if (run.mutant) return;
  const by = found.hits.get(what);
  if (by) by.add(found.at);
  else found.hits.set(what, new Set([found.at]));
}

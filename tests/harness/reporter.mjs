// What a run of Jest prints: a line for each suite, what has failed, and in between what is running and for how long.
import { relative } from 'node:path';
import { pacemaker, since } from '../../local/progress.mjs';

const print = (text) => process.stdout.write(`${text}\n`);
const nameOf = ({ path }) => relative(process.cwd(), path);
const plural = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** So long may the end take once the last test is over, ms: the stack has to come down. */
const END_WITHIN = 60_000;

export default class Reporter {
  /** The test files that are running, by path: since when, and at which test. */
  #running = new Map();
  #notes = [];
  #options;
  #pace;

  constructor(options) {
    this.#options = options;
  }

  onRunStart() {
    this.#pace = pacemaker(print, () => this.#now());
  }

  onTestFileStart(test) {
    this.#running.set(test.path, { name: nameOf(test), start: performance.now(), tests: [] });
  }

  onTestCaseStart({ path }, { ancestorTitles, title }) {
    const file = this.#running.get(path);
    if (file) file.test = { name: [...ancestorTitles, title].join(' › '), start: performance.now() };
  }

  onTestCaseResult({ path }) {
    const file = this.#running.get(path);
    if (file) file.test = undefined;
  }

  onTestFileResult(test, result) {
    const name = nameOf(test);
    const { start } = this.#running.get(test.path);
    this.#running.delete(test.path);
    const { numPassingTests: passed, numFailingTests: failed, numPendingTests: skipped } = result;
    const isSound = failed === 0 && !result.testExecError;
    const counts = [plural(passed + failed, 'test')];
    if (failed > 0) counts.push(`${failed} failed`);
    if (skipped > 0) counts.push(`${skipped} skipped`);
    this.#print(`${isSound ? 'passed' : 'FAILED'} ${name}, ${counts.join(', ')}, ${since(start)}`);
    if (this.#options.verbose) this.#printTests(result.testResults);
    for (const { type, message, origin } of result.console ?? []) {
      const [at] = origin.split('\n', 1);
      this.#print(`console.${type}: ${message}\n${at}`);
    }
    if (result.failureMessage) this.#print(result.failureMessage);
    if (result.testExecError) this.#notes.push(`failed: ${name}, which did not run`);
    for (const { status, fullName } of result.testResults) {
      if (status === 'failed') this.#notes.push(`failed: ${name}, ${fullName}`);
    }
    for (const [reason, count] of this.#reasons(result.testResults)) {
      this.#notes.push(`skipped: ${plural(count, 'test')} of ${name}, ${reason}`);
    }
  }

  /** The closing lines; a process that has started this one prints them after its own (local/test.mjs). */
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests }) {
    this.#pace.end();
    endWithin(END_WITHIN);
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const counts = { passed: numPassedTests, failed, skipped: numPendingTests };
    if (process.send) {
      process.send({ ...counts, notes: this.#notes });
      return;
    }
    for (const note of this.#notes) print(note);
    print(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }

  #print(text) {
    print(text);
    this.#pace.heard();
  }

  #printTests(results) {
    for (const { status, fullName, duration } of results) this.#print(`  ${status} ${fullName}, ${duration ?? 0} ms`);
  }

  #now() {
    const files = [...this.#running.values()].map(({ name, start, test }) => {
      const at = test ? ` at "${test.name}", ${since(test.start)}` : '';
      return `${name} for ${since(start)}${at}`;
    });
    return `running ${files.join('; ') || 'nothing yet'}`;
  }

  /** Why tests were skipped (tests/harness/unless.ts puts it into the name), and how many for each reason. */
  #reasons(results) {
    const found = new Map();
    for (const { status, fullName } of results) {
      if (status !== 'pending') continue;
      const [, named] = /\[skipped: (.+)\]/.exec(fullName) ?? [];
      if (!named && this.#options.testNamePattern) continue; // the name was not asked for
      const reason = named ?? 'for no reason that it names';
      found.set(reason, (found.get(reason) ?? 0) + 1);
    }
    return found;
  }
}

/** What a test has left open, such as a timer, would keep Jest from its end for ever: it is named, and the run fails. */
function endWithin(patience) {
  const end = () => {
    const open = process.getActiveResourcesInfo().filter((name) => !/^(Pipe|TTY)Wrap$/.test(name));
    print(`Jest does not end: a test has left open ${[...new Set(open)].join(', ')}`);
    process.exit(1);
  };
  setTimeout(end, patience).unref();
}

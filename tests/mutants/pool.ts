import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Order } from './jest/run.ts';

const MOST_MEMORY = 1.2e9;

type Outcome = Answer | 'hung' | 'died';
interface Job extends Order {
  within: number;
  done(outcome: Outcome): void;
}

/** Workers that run test files; one that hangs or dies is replaced. */
export class Pool {
  readonly #queue: Job[] = [];
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  /** What comes of running a test file, or that it took longer than so many ms. */
  run(testFile: string, run: Order['run'], within: number): Promise<Outcome> {
    return new Promise((done) => {
      this.#queue.push({ testFile, run, within, done });
      this.#next();
    });
  }

  close(): void {
    for (const worker of this.#all) end(worker);
  }

  #next(): void {
    if (this.#queue.length === 0) return;
    const worker = this.#idle.pop();
    if (worker) this.#give(worker, this.#queue.shift()!);
    else if (this.#all.size < this.size) this.#start();
  }

  /** What a test has left behind may end a worker that waits for its next job: then another takes that job. */
  #again(job: Job): void {
    this.#queue.unshift(job);
    this.#next();
  }

  #start(): void {
    const worker = fork(new URL('./worker.ts', import.meta.url), {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#all.add(worker);
    const failed = () => {
      console.error('mutants: a worker ended before it was ready; its reason is above');
      process.exit(1);
    };
    worker.once('exit', failed);
    worker.once('message', () => {
      worker.off('exit', failed);
      worker.once('exit', () => this.#all.delete(worker));
      this.#free(worker);
    });
  }

  #free(worker: ChildProcess): void {
    this.#idle.push(worker);
    this.#next();
  }

  #give(worker: ChildProcess, job: Job): void {
    const { testFile, run, within, done } = job;
    const release = () => {
      clearTimeout(timer);
      worker.removeAllListeners('message');
      worker.off('exit', died);
    };
    const settle = (outcome: Outcome, isFit: boolean) => {
      release();
      done(outcome);
      if (isFit) return this.#free(worker);
      end(worker);
      this.#all.delete(worker);
      this.#next();
    };
    const died = () => settle('died', false);
    const timer = setTimeout(() => settle('hung', false), within);
    worker.once('exit', died);
    worker.once('message', (answer: Answer) => settle(answer, answer.memory < MOST_MEMORY));
    worker.send({ testFile, run } satisfies Order, (error) => {
      if (!error) return;
      release();
      end(worker);
      this.#all.delete(worker);
      this.#again(job);
    });
  }
}

/** With all that it started: a worker leads a process group of its own. */
function end(worker: ChildProcess): void {
  try {
    process.kill(-worker.pid!, 'SIGKILL');
  } catch {
    // it is gone already
  }
}

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

  #start(): void {
    const worker = fork(new URL('./worker.ts', import.meta.url), {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#all.add(worker);
    worker.on('error', () => end(worker)); // what was sent did not arrive
    const unready = (code: number | null) => {
      throw new Error(`a worker ended with ${code} before it was ready`);
    };
    worker.once('exit', unready);
    worker.once('message', () => {
      worker.off('exit', unready);
      worker.once('exit', () => this.#lose(worker));
      this.#free(worker);
    });
  }

  #lose(worker: ChildProcess): void {
    this.#all.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
    this.#next();
  }

  #free(worker: ChildProcess): void {
    this.#idle.push(worker);
    this.#next();
  }

  #give(worker: ChildProcess, { testFile, run, within, done }: Job): void {
    const settle = (outcome: Outcome, isFit: boolean) => {
      clearTimeout(timer);
      worker.removeAllListeners('message');
      worker.off('exit', died);
      done(outcome);
      if (isFit) return this.#free(worker);
      end(worker);
      this.#lose(worker);
    };
    const died = () => settle('died', false);
    const timer = setTimeout(() => settle('hung', false), within);
    worker.once('exit', died);
    worker.once('message', (answer: Answer) => settle(answer, answer.memory < MOST_MEMORY));
    worker.send({ testFile, run } satisfies Order);
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

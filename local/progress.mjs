// What takes long says so. No imports but Node's: it runs before anything is installed.
import { spawn } from 'node:child_process';

/** After so much silence, ms, a line says what still goes on. */
const QUIET = 5000;

/** The time since a moment of performance.now(), for people. */
export const since = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** So long a command that has ended may leave its output to processes of its own, ms. */
const LET_GO = 5000;

/** Prints `line()` whenever `heard` was not called for a while, until `end`. */
export function pacemaker(print, line, quiet = QUIET) {
  let last = performance.now();
  const heard = () => {
    last = performance.now();
  };
  const timer = setInterval(() => {
    if (performance.now() - last < quiet) return;
    print(line());
    heard();
  }, 250);
  return { heard, end: () => clearInterval(timer) };
}

/**
 * Runs a command to its end, and prints that it is still `doing` when it is silent for long. Resolves to its exit code
 * (null where a signal ended it), its `output` where that is to be kept and not shown, and the `messages` of one that
 * `talks` over Node's channel.
 */
export async function run([command, ...args], { doing, print, quiet, env, keep = false, talks = false }) {
  const start = performance.now();
  const stdio = ['ignore', 'pipe', 'pipe', ...(talks ? ['ipc'] : [])];
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio });
  const pace = pacemaker(print, () => `still ${doing}, ${since(start)}`, quiet);
  const [kept, messages] = [[], []];
  child.on('message', (message) => messages.push(message));
  for (const name of ['stdout', 'stderr']) {
    child[name].on('data', (chunk) => {
      if (keep) return kept.push(chunk);
      pace.heard();
      return process[name].write(chunk);
    });
  }
  const letGo = () => {
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
  };
  child.once('exit', () => setTimeout(letGo, LET_GO).unref());
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    return { code, output: Buffer.concat(kept).toString(), messages };
  } finally {
    pace.end();
  }
}

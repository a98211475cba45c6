import { hearMetrics } from './aws/metrics.ts';
import type { Serverless } from './aws/serverless.ts';
import { setEnvironment } from './environment.ts';
import { runningStack } from './running.ts';
import { type Foundation, layFoundation, type Stack, startStack } from './stack.ts';

const print = console.log;
/** By then everything has ended by itself, or is ended. */
const LAST_MOMENT = 12_000;

/** Around serverless-offline: what its functions need comes up before it, what calls them after it. */
export default class LocalStackPlugin {
  hooks: Record<string, () => Promise<void>>;
  #foundation: Foundation | undefined;
  #stack: Stack | undefined;

  constructor(serverless: Serverless, options: Record<string, unknown>) {
    this.hooks = {
      // `serverless invoke local` uses the Redis and the issuer of the stack that runs here
      initialize: () =>
        orExit(async () => {
          const command = serverless.processedInput.commands.join(' ');
          if (command !== 'invoke local') return;
          setEnvironment(serverless.service, runningStack());
          hearMetrics(() => {}); // what it prints is the answer
        }),
      'before:offline:start:init': () =>
        orExit(async () => {
          this.#foundation = await layFoundation(serverless);
          console.log = () => {}; // serverless-offline prints a table of its inner routes; ours is the only banner
        }),
      'offline:start:init': () =>
        orExit(async () => {
          console.log = print;
          this.#stack = await startStack(serverless, options, this.#foundation!);
        }),
      'before:offline:start:end': async () => {
        setTimeout(() => process.exit(1), LAST_MOMENT).unref();
        await this.#stack?.stop();
        await this.#foundation?.stop();
      },
    };
  }
}

/** A part that cannot start ends the whole with one line. */
async function orExit(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(`skein: ${(error as Error).message}`);
    process.exit(1);
  }
}

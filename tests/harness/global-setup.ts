import { type Launched, launch } from '../../local/launch.ts';
import { pacemaker, since } from '../../local/progress.mjs';
import './environment.ts';

declare global {
  var skeinTestStack: Launched | undefined;
}

/** One whole stack for all tests that go through the front door; each uses venues and devices of its own. */
export default async function setUp(): Promise<void> {
  const start = performance.now();
  const pace = pacemaker(console.log, () => `starting the stack, ${since(start)}`);
  globalThis.skeinTestStack = await launch().finally(pace.end);
  process.env.SKEIN_TEST_STACK = JSON.stringify(globalThis.skeinTestStack.addresses);
  console.log(`the stack has started, ${since(start)}`);
}

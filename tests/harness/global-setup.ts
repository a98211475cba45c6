import { type Launched, launch } from '../../local/launch.ts';

declare global {
  var skeinTestStack: Launched | undefined;
}

/** One whole stack for all tests that go through the front door; each uses venues and devices of its own. */
export default async function setUp(): Promise<void> {
  process.env.POWERTOOLS_LOG_LEVEL = 'CRITICAL'; // what a test provokes need not be read
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  globalThis.skeinTestStack = await launch();
  process.env.SKEIN_TEST_STACK = JSON.stringify(globalThis.skeinTestStack.addresses);
}

import { hasBrowser, openBrowser } from '../local/browser.ts';
import type { Launched } from '../local/launch.ts';
import { firstHeat } from './console/first-heat.ts';
import { framesOfFleet, framesOfHeat } from './console/frames.ts';
import { crowdedFloor } from './console/place.ts';
import { say } from './measure.ts';

const CELLS = 5000;
const DEVICES = 2000;

/**
 * What a visitor waits for, and how smoothly the map moves: 5,000 cells, and 2,000 devices that move. Where there is no
 * graphics card, SwiftShader draws with the processor that the stack runs on, too.
 */
export async function consolePage(stack: Launched) {
  if (!hasBrowser) {
    say('there is no browser: the console is not measured');
    return {};
  }
  const browser = await openBrowser();
  try {
    const { venue, cells } = await crowdedFloor(stack, CELLS);
    say(`${cells} cells on a floor`);
    return {
      first_heat: await firstHeat(browser, stack, venue),
      heat: { cells, ...(await framesOfHeat(browser, stack, venue)) },
      fleet: await framesOfFleet(browser, stack, DEVICES),
    };
  } finally {
    await browser.close();
  }
}

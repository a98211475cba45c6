import type { Browser } from 'playwright-core';
import type { Launched } from '../../local/launch.ts';
import { rounded, say, spread } from '../measure.ts';
import { heatDrawn } from './map.ts';

const VISITS = 5;

/** What a first visitor waits for until heat is on the map, sign-in included, ms, and how much comes over the wire. */
export async function firstHeat(browser: Browser, { addresses }: Launched, venue: string) {
  const waits: number[] = [];
  let bytes = 0;
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } }); // nothing is cached
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    let received = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      received += encodedDataLength;
    });
    const start = performance.now();
    await page.goto(`${addresses.console}/#/heat/${venue}`);
    await heatDrawn(page);
    waits.push(performance.now() - start);
    bytes = received;
    await context.close();
  }
  say(`first heat after ${rounded(Math.min(...waits))} ms at best`);
  return { ms: spread(waits), kilobytes: rounded(bytes / 1024, 0) };
}

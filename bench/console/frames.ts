import type { Browser, Page } from 'playwright-core';
import type { Launched } from '../../local/launch.ts';
import { rounded, say, spread } from '../measure.ts';
import { framesWhileMoving, heatDrawn } from './map.ts';

const LASTS = 8000;
/** Reports of devices that arrive by MQTT in a second, meanwhile. */
const REPORTS = 400;

const visit = async (browser: Browser, url: string, prepare?: (page: Page) => Promise<unknown>) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await prepare?.(page);
  await page.goto(url);
  return page;
};

/** How much of its time the page's own thread works while the map is moved; drawing by a processor is not part of it. */
async function watched(what: string, page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
  const before = await worked();
  const frames = await framesWhileMoving(page, LASTS);
  const busy = rounded(((await worked()) - before) / LASTS);
  const ms = spread(frames);
  say(
    `${what}: a frame takes ${ms.p50} ms, 95% at most ${ms.p95}; the page works ${Math.round(busy * 100)}% of the time`,
  );
  return {
    busy,
    frame_ms: ms,
    frames_a_second: rounded(1000 / (frames.reduce((sum, one) => sum + one, 0) / frames.length), 1),
  };
}

/** Frame times while a map full of heat is moved. */
export async function framesOfHeat(browser: Browser, { addresses }: Launched, venue: string) {
  const page = await visit(browser, `${addresses.console}/#/heat/${venue}`);
  await heatDrawn(page);
  const result = await watched('heat', page);
  await page.context().close();
  return result;
}

/** Frame times while a map with so many devices is moved, and the devices move by themselves. */
export async function framesOfFleet(browser: Browser, { addresses }: Launched, devices: number) {
  const list = Array.from({ length: devices }, (_, i) => ({
    device_id: `bench-${i}`,
    product: 'bike',
    kind: 'bike',
    status: 'available',
    online: true,
    in_use: i % 5 === 0,
    position: placeOf(i),
    battery: 0.5,
    reported_at: 1,
    properties: {},
  }));
  const page = await visit(browser, `${addresses.console}/#/fleet`, (one) =>
    one.route('**/v1/fleet*', (route) =>
      route.fulfill({ json: { devices: list }, headers: { 'access-control-allow-origin': '*' } }),
    ),
  );
  await page.getByText(`${devices.toLocaleString('en')} devices`).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  let next = 0;
  const timer = setInterval(() => {
    for (let i = 0; i < REPORTS / 20; i++, next++) void report(addresses.endpoint, next % devices, next);
  }, 50);
  const result = await watched('fleet', page);
  clearInterval(timer);
  await page.context().close();
  return { devices, reports_a_second: REPORTS, ...result };
}

const placeOf = (i: number, moved = 0) => [121.46 + (i % 50) * 0.0004 + moved, 31.22 + Math.floor(i / 50) * 0.0005];

/** As a device would, but without two thousand connections: by the publish call of AWS's data plane. */
const report = (endpoint: string, i: number, seq: number) =>
  fetch(`${endpoint}/topics/${encodeURIComponent(`devices/bench-${i}/state`)}?qos=0`, {
    method: 'POST',
    body: JSON.stringify({ seq, boot: 'b1', at: Date.now(), position: placeOf(i, (seq % 7) * 0.00005) }),
  }).catch(() => {}); // one of many

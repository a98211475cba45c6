import { latLngToCell } from 'h3-js';
import type { Page } from 'playwright-core';
import type { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { eventually } from '../../harness/eventually.ts';
import { connectedDevice } from '../../harness/rental.ts';
import { connect, stack } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';
import { CENTER, registerVenue } from '../../harness/venue.ts';

const { open } = withBrowser();

const BOUNDS: [number, number][] = [
  [121.46, 31.22],
  [121.48, 31.22],
  [121.48, 31.24],
  [121.46, 31.24],
];
const twoFloors = () => registerVenue({ floors: ['1', '2'].map((floor) => ({ floor, bounds: BOUNDS })) });

/** Reports people on a floor of a venue, as a robot of its own. */
async function reported(
  venue_id: string,
  floor: string,
  people: number,
  at = Date.now(),
  place = CENTER,
): Promise<void> {
  const robot = await connect(unique('robot'));
  const report: CrowdReport = {
    seq: 1,
    boot: 'b1',
    at,
    venue_id,
    floor,
    position: place,
    counts: [[...place, people]],
  };
  await robot.publishAsync(`devices/${robot.options.clientId}/crowd`, JSON.stringify(report), { qos: 1 });
  await robot.endAsync(true);
}

const peopleOn = (page: Page) => page.locator('[data-test=people]').innerText();

/** The cells that the map has drawn, asked of the map. */
const drawn = (page: Page): Promise<{ cell: string; people: number }[]> =>
  page.evaluate(() => {
    // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
    const { drawing } = document.querySelector('.canvas') as any;
    const seen = drawing?.isStyleLoaded() ? drawing.queryRenderedFeatures(undefined, { layers: ['heat'] }) : [];
    return seen.map(({ properties }: { properties: { cell: string; people: number } }) => properties);
  });

inBrowser.describe('heat', () => {
  test('what robots report is on the map of its floor, and not on the other', async () => {
    const venue = await twoFloors();
    await reported(venue, '1', 7);
    await reported(venue, '2', 40);
    const page = await open(`#/heat/${venue}`);
    const cell = latLngToCell(CENTER[1], CENTER[0], 13);
    await eventually(async () => expect(await peopleOn(page)).toBe('7'));
    // the map is loaded after the numbers
    // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
    const hasMap = () => page.evaluate(() => Boolean((document.querySelector('.canvas') as any)?.drawing));
    await eventually(async () => expect(await hasMap()).toBe(true));
    await page.evaluate(
      ([lng, lat]) => {
        // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
        (document.querySelector('.canvas') as any).drawing.jumpTo({ center: [lng, lat], zoom: 19 });
      },
      CENTER as readonly number[],
    );
    await eventually(async () => expect(await drawn(page)).toEqual([{ cell, people: 7 }]));
    await page.getByRole('button', { name: '2', exact: true }).click();
    await eventually(async () => expect(await drawn(page)).toEqual([{ cell, people: 40 }]));
    expect(await peopleOn(page)).toBe('40');
    expect(page.url()).toContain('floor=2');
  });

  test('the slider shows the past, the sparkline tells where to look, and Live comes back to now', async () => {
    const venue = await twoFloors();
    const then = Date.now() - 30 * 60_000;
    await reported(venue, '1', 5, then);
    await reported(venue, '2', 8, then);
    await reported(venue, '1', 9);
    const page = await open(`#/heat/${venue}`);
    await eventually(async () => expect(await peopleOn(page)).toBe('9'));
    await eventually(async () => expect(await page.locator('.sparkline path').getAttribute('d')).toMatch(/M.*M/));
    const slider = page.getByRole('slider', { name: 'Time' });
    const step = Math.ceil((then + 60_000) / 60_000) * 60_000;
    await slider.fill(String(step));
    await eventually(async () => expect(await peopleOn(page)).toBe('5'));
    await page.getByRole('button', { name: '2', exact: true }).click();
    await eventually(async () => expect(await peopleOn(page)).toBe('8'));
    await page.getByRole('button', { name: '1', exact: true }).click();
    await eventually(async () => expect(await peopleOn(page)).toBe('5'));
    await page.locator('.timeline-now').click();
    await eventually(async () => expect(await peopleOn(page)).toBe('9'));
    await page.getByRole('button', { name: /^Play/ }).click();
    const first = await slider.inputValue();
    await eventually(async () => expect(Number(await slider.inputValue())).toBeGreaterThan(Number(first)));
  });

  test('devices that are there are on the same map, where they are wanted', async () => {
    const venue = await twoFloors();
    const device = await connectedDevice({ position: CENTER });
    await device.report({ position: CENTER, battery: 0.5 });
    const page = await open(`#/heat/${venue}`);
    await page.getByRole('checkbox', { name: 'Devices on the map' }).check();
    const ids = () =>
      page.evaluate(() => {
        // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
        const { drawing } = document.querySelector('.canvas') as any;
        const layers = ['devices'];
        const seen = drawing?.getLayer('devices') ? drawing.queryRenderedFeatures(undefined, { layers }) : [];
        return seen.map(({ properties }: { properties: { device_id: string } }) => properties.device_id);
      });
    await eventually(async () => expect(await ids()).toContain(device.id));
  });

  test('the hottest place comes first, and pointing at one marks its cell', async () => {
    const venue = await twoFloors();
    const there: [number, number] = [CENTER[0] + 0.001, CENTER[1]];
    await reported(venue, '1', 3);
    await reported(venue, '1', 8, Date.now(), there);
    const page = await open(`#/heat/${venue}`);
    const places = page.locator('.ranking button');
    await eventually(async () => expect(await places.locator('b').allInnerTexts()).toEqual(['8', '3']));
    await places.first().hover();
    await eventually(async () => expect(await places.first().getAttribute('class')).toBe('marked'));
    expect(await places.first().getAttribute('title')).toBe(latLngToCell(there[1], there[0], 13));
    expect(await peopleOn(page)).toBe('11');
    // peaks of two places need not have been at once
    await page.getByRole('button', { name: 'Peak' }).click();
    await page.getByText('people at once in the fullest place of floor 1').waitFor();
    await eventually(async () => expect(await peopleOn(page)).toBe('8'));
  });

  test('the present is read anew, though an answer about it may be kept for the rest of the minute', async () => {
    const venue = await twoFloors();
    await eventually(() => expect(new Date().getSeconds()).toBeLessThan(30), 60_000);
    await reported(venue, '1', 6);
    const page = await open(`#/heat/${venue}`);
    await eventually(async () => expect(await peopleOn(page)).toBe('6'));
    await reported(venue, '1', 20); // 13 on the average
    await eventually(async () => expect(await peopleOn(page)).toBe('13'), 12_000);
    await page.getByRole('button', { name: 'Peak' }).click();
    await eventually(async () => expect(await peopleOn(page)).toBe('20'));
  });

  test('what was rejected is told with its reason', async () => {
    const venue = await twoFloors();
    await reported(venue, '9', 3);
    const page = await open(`#/heat/${venue}`);
    await page.getByText('What was rejected').click();
    await page.getByText('The venue has no such floor.').waitFor();
  });

  test('where the API is away the page says so, keeps what it has, and heals', async () => {
    const venue = await twoFloors();
    await reported(venue, '1', 6);
    // what a service worker lets through cannot be cut off
    const page = await open(`#/heat/${venue}`, { serviceWorkers: 'block' });
    await eventually(async () => expect(await peopleOn(page)).toBe('6'));
    const api = `${stack().http}/**`;
    await page.route(api, (route) => route.abort());
    await page.getByText('Connection lost. Trying again…').waitFor();
    await page.getByRole('alert').getByText('The API does not answer.').waitFor();
    expect(await peopleOn(page)).toBe('6');
    await page.unroute(api);
    await page.getByRole('alert').waitFor({ state: 'detached' });

    await page.route(api, (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('The API does not answer.').waitFor();
    await page.unroute(api);
    await eventually(async () => expect(await peopleOn(page)).toBe('6')); // which is otherwise read once a minute
  });
});

import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { bodyOf } from '../../../local/fleet/client.ts';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { asOperator } from '../../harness/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { deviceOf } from '../../harness/rental.ts';
import { stack } from '../../harness/stack.ts';
import { readSticker } from '../../harness/sticker.ts';
import { unique } from '../../harness/unique.ts';
import { registerVenue } from '../../harness/venue.ts';

const { open } = withBrowser();

const text = (page: Page, name: string) => page.getByLabel(name, { exact: true }).and(page.locator('input'));
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page, words: string | RegExp) => page.getByRole('status').getByText(words).waitFor();

async function venueIn(id: string): Promise<Page> {
  const page = await open('#/register/venue');
  await text(page, 'Id').fill(id);
  await text(page, 'Name').fill('North Mall');
  await text(page, 'Time zone').fill('Asia/Shanghai');
  await text(page, 'Longitude of [0, 0]').fill('121.469');
  await text(page, 'Latitude of [0, 0]').fill('31.2295');
  return page;
}

/** What a drawing puts into its container for tests. */
type Drawn = Element & { drawing?: MapLibre };

/** The outline that a map shows, asked of the map. */
const outlineOn = (page: Page): Promise<[number, number][] | undefined> =>
  page.evaluate(async () => {
    const map = document.querySelector<Drawn>('.canvas')?.drawing;
    const data = await map?.getSource<GeoJSONSource>('outline')?.getData();
    const [feature] = data?.type === 'FeatureCollection' ? data.features : [];
    return feature?.geometry.type === 'Polygon' ? (feature.geometry.coordinates[0] as [number, number][]) : undefined;
  });

/** Whether the picture of a plan is drawn. */
const hasPlan = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector<Drawn>('.canvas')?.drawing?.getSource('plan')?.loaded() === true);

inBrowser.describe('registering a venue', () => {
  test('an outline in metres is on the map of its heat', async () => {
    const id = unique('mall');
    const page = await venueIn(id);
    await text(page, 'Bearing of the y axis, °').fill('90');
    await text(page, 'Width of the rectangle in metres').fill('120');
    await text(page, 'Height of the rectangle in metres').fill('60');
    await press(page, 'Draw it');
    await press(page, 'Register the venue');
    await said(page, /North Mall is registered with one floor/);
    await page.getByRole('link', { name: 'Look at it on the map' }).click();
    await page.getByRole('heading', { name: 'Hottest places' }).waitFor();
    // its y axis leads to the east: 60 m of it, and the x axis to the south
    await eventually(async () => {
      const outline = await outlineOn(page);
      expect(page.url()).toContain(`#/heat/${id}`);
      expect(outline).toHaveLength(5);
      const [origin, along, across] = outline!;
      expect(origin).toEqual([121.469, 31.2295]);
      expect((31.2295 - along![1]) * 110_867).toBeCloseTo(120, 0);
      expect((across![0] - 121.469) * 95_270).toBeCloseTo(60, 0);
    });
  });

  test('an outline is drawn with the pointer, and a point of it moved with the keyboard', async () => {
    const page = await venueIn(unique('mall'));
    const board = page.locator('.board');
    const { width, height } = (await board.boundingBox())!;
    // the grid of an empty board is 30 m wide around [0, 0]; it stays so while the outline fits it
    for (const [x, y] of [
      [0.3, 0.7],
      [0.7, 0.7],
      [0.7, 0.3],
    ]) {
      await board.click({ position: { x: x! * width, y: y! * height } });
    }
    const point = (n: number, axis: 'x' | 'y') => text(page, `Point ${n}, ${axis}, m`);
    expect(await point(1, 'x').inputValue()).toBe('-6');
    expect(await point(3, 'y').inputValue()).toBe('3.8');
    await point(3, 'y').fill('4');
    await point(3, 'y').press('Enter');
    await eventually(async () =>
      expect(await point(4, 'x').evaluate((one) => one === document.activeElement)).toBe(true),
    );
    await page.keyboard.type('-6');
    await page.keyboard.press('Tab');
    await page.keyboard.type('4');
    expect(await page.locator('.board-floor').getAttribute('points')).toMatch(/ 6,-4 -6,-4$/);
  });

  test('what the API has against an outline stands beside its floor, and everything stays as it was typed', async () => {
    const page = await venueIn(unique('mall'));
    await text(page, 'Width of the rectangle in metres').fill('120');
    await text(page, 'Height of the rectangle in metres').fill('60');
    await press(page, 'Draw it');
    await press(page, 'Add a floor');
    const second = page.getByRole('region', { name: 'Floor 2' });
    await second.getByText('Paste points').click();
    await second.getByRole('textbox', { name: /One point a line/ }).fill('0, 0\n120, 60\n120, 0\n0, 60');
    await second.getByRole('button', { name: 'Take these points' }).click();
    await press(page, 'Register the venue');
    await second.getByText(/^The edge from point 1 to point 2 touches or crosses the edge from point 3/).waitFor();
    expect(await page.getByRole('region', { name: 'Floor 1' }).getByRole('alert').count()).toBe(0);
    expect(await second.getByRole('textbox', { name: 'Point 2, x, m' }).getAttribute('aria-invalid')).toBe('true');
    expect(await text(page, 'Name').inputValue()).toBe('North Mall');
  });

  test('a registered venue is opened, and its floors come from a GeoJSON file', async () => {
    const id = await registerVenue();
    const page = await open('#/register/venue');
    await eventually(() => page.getByRole('combobox', { name: 'Venue' }).selectOption(id, { timeout: 1000 }));
    expect(await text(page, 'Name').inputValue()).toBe('Test Mall');
    const ring = [
      [121.469, 31.2295],
      [121.4703, 31.2295],
      [121.4703, 31.23],
      [121.469, 31.2295],
    ];
    const feature = {
      type: 'Feature',
      properties: { name: 'Roof' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    const file = page.getByLabel('Floors from a GeoJSON file');
    await file.setInputFiles({ name: 'roof.geojson', mimeType: 'application/geo+json', buffer });
    await said(page, /Taken from roof.geojson: floor Roof/);
    await press(page, 'Register the venue');
    await said(page, /Test Mall is registered with 2 floors/);
    const { venues } = await bodyOf(asOperator().GET('/v1/venues'));
    const { floors } = venues.find(({ venue_id }) => venue_id === id)!;
    expect(floors.map(({ floor }) => floor)).toEqual(['1', 'Roof']);
    expect(floors[1]!.bounds).toEqual(ring.slice(0, 3));
  });

  test('the picture of a plan is kept in the browser, and lies on the map of its heat', async () => {
    const id = await registerVenue();
    const page = await open('#/register/venue');
    await eventually(() => page.getByRole('combobox', { name: 'Venue' }).selectOption(id, { timeout: 1000 }));
    const picture = page.getByLabel('Picture of the plan');
    await picture.setInputFiles({ name: 'plan.txt', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('plan.txt is no picture that this browser can show.').waitFor();
    const buffer = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="3200" height="800"><path d="M0 0h9v9"/></svg>',
    );
    await picture.setInputFiles({ name: 'plan.svg', mimeType: 'image/svg+xml', buffer });
    const kept = page.getByRole('img', { name: 'The plan as it is kept' });
    await eventually(async () =>
      expect(await kept.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([
        1600, 400,
      ]),
    );
    await press(page, 'Register the venue');
    await said(page, /is registered/);
    await page.getByRole('link', { name: 'Look at it on the map' }).click();
    await page.getByRole('heading', { name: 'Hottest places' }).waitFor();
    await eventually(async () => expect(await hasPlan(page)).toBe(true));
  });
});

inBrowser.describe('registering devices', () => {
  test('a device is registered, and its sticker leads to the phone with its code', async () => {
    const id = unique('bike');
    const page = await open('#/register/device');
    await text(page, 'Id').fill(id);
    await eventually(() => page.getByRole('combobox', { name: 'Product' }).selectOption('bike', { timeout: 1000 }));
    await text(page, 'Longitude').fill('121.47');
    await text(page, 'Latitude').fill('31.23');
    await press(page, 'Register the device');
    await said(page, `${id} is registered.`);
    const { code, position } = await deviceOf(id);
    expect(position).toEqual([121.47, 31.23]);
    expect(await page.locator('[data-test=code]').innerText()).toBe(code);
    const key = await page.locator('[data-test=key]').innerText();
    expect(key).toContain(id);
    expect(await page.locator('pre').first().innerText()).toContain(`-P ${key} `);

    await page.getByRole('link', { name: 'Print its sticker' }).click();
    await press(page, 'Show the stickers');
    const sticker = page.getByRole('img', { name: `Sticker of ${id}, Bike` });
    const path = await sticker.locator('path').getAttribute('d');
    expect(readSticker(path!)).toBe(`${stack().console}/#/phone?code=${code}`);
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, `Download ${id}.svg`)]);
    expect(file.suggestedFilename()).toBe(`${id}.svg`);
  });

  test('several are registered at once, and printed without the frame', async () => {
    const prefix = `${unique('bike')}-`;
    const page = await open('#/register/device');
    await press(page, 'Several');
    await text(page, 'Ids begin with').fill(prefix);
    await text(page, 'First number').fill('08');
    await text(page, 'How many devices').fill('9');
    await eventually(() => page.getByRole('combobox', { name: 'Product' }).selectOption('bike', { timeout: 1000 }));
    await press(page, 'Register 9 devices');
    await said(page, `9 devices are registered, ${prefix}08 to ${prefix}16.`);
    expect((await deviceOf(`${prefix}16`)).product).toBe('bike');
    await page.getByRole('link', { name: 'Print their stickers' }).click();
    await press(page, 'Show the stickers');
    await eventually(async () => expect(await page.locator('.sticker').count()).toBe(9));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.bar, .register-head, form, figcaption').filter({ visible: true }).count()).toBe(0);
  });

  test('a field that is wrong says so, and has the cursor', async () => {
    const page = await open('#/register/device');
    await text(page, 'Id').fill('bike 1');
    await press(page, 'Register the device');
    const id = text(page, 'Id');
    await eventually(async () => expect(await id.evaluate((one) => one === document.activeElement)).toBe(true));
    const described = (await id.getAttribute('aria-describedby'))!.split(' ').at(-1)!;
    expect(await page.locator(`[id="${described}"]`).innerText()).toMatch(/^An id is 1 to 64 of/);
  });
});

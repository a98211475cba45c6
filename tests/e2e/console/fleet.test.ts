import type { Page } from 'playwright-core';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { asOperator } from '../../harness/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { connectedDevice, rider } from '../../harness/rental.ts';
import { connect } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';
import { registerVenue, venueBody } from '../../harness/venue.ts';

const { open } = withBrowser();

/** What the map shows a device as, asked of the map; nothing where it is not there. */
const lookOnMap = (page: Page, device: string): Promise<string[]> =>
  page.evaluate((id) => {
    // biome-ignore lint/suspicious/noExplicitAny: MapLibre's own, in the page
    const { drawing } = document.querySelector('.canvas') as any;
    const seen: { properties: { device_id: string; look: string } }[] = drawing?.querySourceFeatures('devices') ?? [];
    return [...new Set(seen.filter((one) => one.properties.device_id === id).map((one) => one.properties.look))];
  }, device);

inBrowser.describe('the fleet', () => {
  test('a device is found by its id, and its page has what it says, with units', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ position: [121.47, 31.23], battery: 0.42, properties: { locked: true } });
    const page = await open('#/fleet');
    await page.getByRole('searchbox').fill(device.id);
    await page.getByRole('link', { name: device.id }).click();
    await page.getByRole('heading', { name: device.id }).waitFor();
    await eventually(async () => expect(await page.locator('.properties').innerText()).toMatch(/Charge\s+42 %/));
    expect(await page.locator('.properties').innerText()).toMatch(/lock is closed\s+yes/);
    await page.getByText('Its sticker').click();
    await page.getByRole('img', { name: `Sticker of ${device.id}, Bike` }).waitFor();
  });

  test('what is kept over time opens as a curve, also when its product is read last', async () => {
    const pile = await connectedDevice({ kind: 'charging_pile' });
    await pile.report({ properties: { power_w: 24.7 } });
    const page = await open('#/messages', { serviceWorkers: 'block' });
    await page.route('**/v1/products', async (route) => {
      await page.waitForTimeout(1000);
      await route.continue();
    });
    await page.goto(`${page.url().split('#')[0]}#/fleet/${pile.id}`);
    await page.getByText('24.7').waitFor();
    await page.getByText('power_w (W), the last hour').waitFor();
    await page.getByRole('button', { name: 'Curve' }).click();
    await page.getByText('power_w (W), the last hour').waitFor({ state: 'detached' });
  });

  test('a report shows before the list is read again', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9 });
    const page = await open('#/fleet');
    await page.getByRole('searchbox').fill(device.id);
    await page.getByText('90 %').waitFor();
    await page.route('**/v1/fleet*', () => {}); // from now on the list has no answer
    await eventually(async () => {
      await device.report({ battery: 0.31 });
      expect(await page.getByRole('link', { name: device.id }).innerText()).toContain('31 %');
    });
    await device.report({ at: Date.now() - 60_000, battery: 0.12 }); // which comes late
    await page.waitForTimeout(1500);
    expect(await page.getByRole('link', { name: device.id }).innerText()).toContain('31 %');
  });

  test('a device that has gone turns grey', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9 });
    const page = await open(`#/fleet/${device.id}`);
    await page.locator('[data-test=look]').getByText('Ready').waitFor();
    await device.client.endAsync(true);
    await page.locator('[data-test=look]').getByText('Offline').waitFor();
    await eventually(async () => expect(await lookOnMap(page, device.id)).toEqual(['offline']));
  });

  test('a kind of device that is not wanted is neither listed nor on the map', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9 });
    const page = await open('#/fleet');
    await page.getByRole('searchbox').fill(device.id);
    const link = page.getByRole('link', { name: device.id });
    await eventually(async () => expect(await lookOnMap(page, device.id)).toEqual(['free']));
    await page.getByRole('button', { name: 'Offline' }).click();
    await page.waitForTimeout(500);
    expect(await link.count()).toBe(1);
    await page.getByRole('button', { name: 'Ready' }).click();
    await link.waitFor({ state: 'detached' });
    await eventually(async () => expect(await lookOnMap(page, device.id)).toEqual([]));
  });

  test('a command is sent, and its truth is told', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9, properties: { firmware: '1.0.0' } });
    const page = await open(`#/fleet/${device.id}`);
    await page.getByText('Send a command').click();
    await page.getByLabel('version').fill('2.0.0');
    await page.getByLabel('url').fill('https://example.com/2.bin');
    await page.getByLabel('sha256').fill('c'.repeat(64));
    await page.getByRole('button', { name: 'Send' }).click();
    const command = await device.hear(/commands/);
    expect(command.input).toMatchObject({ version: '2.0.0' });
    await page.getByText('sent…').waitFor();
    await device.report({ battery: 0.9, properties: { firmware: '2.0.0' } });
    await page.getByText('done, and its effect was seen').waitFor();
  });

  test('what it was rented for is listed as it happens, and leads to the account that paid', async () => {
    const tap = await connectedDevice({ kind: 'water_dispenser' });
    const [first, second] = [await rider(), await rider()];
    const page = await open(`#/fleet/${tap.id}`);
    await page.getByRole('heading', { name: tap.id }).waitFor();
    const rows = async () =>
      (await page.locator('.history tbody tr').allInnerTexts()).map((row) => row.split('\t').slice(1));

    const { json: rental } = await first.rent(tap.code);
    await tap.answer(await tap.hear(/commands/), 'done');
    const entries = [{ rental_id: rental.rental_id, meter: 'volume', quantity: 210, final: true }];
    const said = { seq: 1, boot: 'b', at: Date.now(), entries };
    await tap.client.publishAsync(`devices/${tap.id}/usage`, JSON.stringify(said), { qos: 1 });
    const paid = [first.account, 'settled: finished, 210 ml', 'CN¥0.12'];
    await eventually(async () => expect(await rows()).toEqual([paid]));

    const { json: next } = await second.rent(tap.code);
    await second.release(next.rental_id);
    const cancelled = [second.account, 'cancelled: released', 'CN¥0.00'];
    await eventually(async () => expect(await rows()).toEqual([cancelled, paid]));
    await page.getByRole('link', { name: first.account }).click();
    await page.getByRole('heading', { name: `Account ${first.account}` }).waitFor();
    await page.getByRole('link', { name: tap.id }).waitFor();
    expect(await rows()).toContainEqual(['rental', '-CN¥0.12', 'CN¥99.88']);
  });

  test('more than ten rentals are in pages, of a device and of an account, with links back and forth', async () => {
    const [bike, other] = [await connectedDevice(), await connectedDevice()];
    const [once, often] = [await rider(), await rider(10_000, { max_rentals: 2 })];
    await once.rent(bike.code);
    await bike.answer(await bike.hear(/commands/), 'refused', 'lid_open');
    await eventually(async () => expect((await once.rentals())[0]!.state).toBe('cancelled'));
    await often.rent(other.code);
    for (let i = 0; i < 10; i++) {
      const { json } = await often.rent(bike.code);
      await often.release(json.rental_id);
    }
    const page = await open(`#/fleet/${bike.id}`);
    const history = page.locator('section:has(> h2:text-is("Rental history"))');
    const shows = (count: number) =>
      eventually(async () => expect(await history.locator('tbody tr').count()).toBe(count));
    await shows(10);
    await history.getByRole('button', { name: 'Earlier' }).click();
    await shows(1);
    expect(await history.locator('tbody tr').innerText()).toMatch(`\t${once.account}\tcancelled: lid open\t`);
    await history.getByRole('button', { name: 'Newest' }).click();
    await shows(10);
    await history.getByRole('link', { name: often.account }).first().click();
    await page.getByRole('heading', { name: `Account ${often.account}` }).waitFor();
    await shows(10);
    await history.getByRole('button', { name: 'Earlier' }).click();
    await shows(1);
    await history.getByRole('link', { name: other.id }).click();
    await page.getByRole('heading', { name: other.id }).waitFor();
    expect(page.url()).toContain(`#/fleet/${other.id}`);
  });

  test('a number is sent as one, and a command whose answer was lost is sent once', async () => {
    const product = unique('lamp');
    const body = {
      '@context': ['https://www.w3.org/2022/wot/td/v1.1', { skein: 'https://skein.dev/vocabulary#' }],
      '@type': 'tm:ThingModel',
      title: product,
      version: { model: '1.0.0' },
      actions: {
        dim: {
          'skein:by': ['operator' as const],
          input: { type: 'object' as const, properties: { level: { type: 'integer' as const } } },
        },
      },
    };
    await asOperator().PUT('/v1/products/{product_id}', { params: { path: { product_id: product } }, body });
    const device = await connectedDevice({ kind: product });
    // a service worker's requests cannot be cut off
    const page = await open(`#/fleet/${device.id}`, { serviceWorkers: 'block' });
    await page.getByText('Send a command').click();
    await page.getByLabel('level').fill('40');
    const keys: (string | undefined)[] = [];
    await page.route('**/v1/devices/*/commands', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The API does not answer.').first().waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent.', { exact: true }).waitFor();
    expect(keys).toEqual([expect.any(String), keys[0]]);
    expect((await device.hear(/commands/)).input).toEqual({ level: 40 });
    // it may be told again what it has not answered
    expect(new Set(device.heard.map(({ payload }) => payload.command_id)).size).toBe(1);
  });

  test('what a device says is text, whatever it looks like', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9, properties: { firmware: '<img src=x onerror=alert(1)>' } });
    const page = await open(`#/fleet/${device.id}`);
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  test('who is not registered is shown with what it says wrong', async () => {
    const id = unique('robot');
    const robot = await connect(id);
    await robot.publishAsync(`devices/${id}/crowd`, '{"seq":1}', { qos: 1 });
    await robot.endAsync(true);
    const page = await open(`#/fleet/${id}`);
    await page.getByText('Nobody has registered this device.').waitFor();
    await page.getByText('It is not JSON, or not of the schema.').first().waitFor();
  });

  test('the devices of a venue are shown alone', async () => {
    const [venue_id] = [await registerVenue({ name: unique('Mall') }), await registerVenue()];
    const { floors } = venueBody();
    const position = floors[0]!.bounds[0] as [number, number];
    const [here, there] = [await connectedDevice({ position, venue_id }), await connectedDevice({ position })];
    const page = await open('#/fleet');
    await page.getByRole('link', { name: there.id }).waitFor({ state: 'attached' });
    await page.getByRole('combobox', { name: 'Venue' }).selectOption(venue_id);
    await page.getByRole('link', { name: here.id }).waitFor();
    expect(await page.getByRole('link', { name: there.id }).count()).toBe(0);
  });

  test('a product without devices says so', async () => {
    const id = unique('kettle');
    const body = {
      '@context': ['https://www.w3.org/2022/wot/td/v1.1', { skein: 'https://skein.dev/vocabulary#' }],
      '@type': 'tm:ThingModel',
      title: id,
      version: { model: '1.0.0' },
    };
    await asOperator().PUT('/v1/products/{product_id}', { params: { path: { product_id: id } }, body });
    const page = await open('#/fleet');
    await page.getByRole('combobox', { name: 'Product' }).selectOption(id);
    await page.getByText('No device is registered of this product').waitFor();
  });
});

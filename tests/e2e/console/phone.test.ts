import type { Page } from 'playwright-core';
import { PEOPLE } from '../../../local/aws/sign-in.ts';
import { credit } from '../../../local/fleet/operator.ts';
import { qrCodeOf } from '../../../web/register/stickers/qr.ts';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { asOperator, client } from '../../harness/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { connectedDevice, type TestDevice } from '../../harness/rental.ts';
import { stack } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';

const { open } = withBrowser();
const PHONE = { viewport: { width: 360, height: 740 }, locale: 'en-US' };
const { rider } = PEOPLE;

/** The one whom the browser's phone is signed in as. */
const visitor = () => client(rider);

async function account(max_rentals = 50): Promise<void> {
  const params = { path: { account_id: rider.sub } };
  await asOperator().PUT('/v1/accounts/{account_id}', { params, body: { currency: 'CNY', max_rentals } });
}

const rentalsOf = async ({ id }: TestDevice) =>
  (await visitor().GET('/v1/rentals', { params: { query: { limit: 100 } } })).data!.rentals.filter(
    ({ device_id }) => device_id === id,
  );

const shows = (page: Page, test: string, text: string) =>
  eventually(async () => expect(await page.locator(`[data-test=${test}]`).innerText()).toContain(text));

async function typed(page: Page, code: string): Promise<void> {
  await page.getByLabel('code on the sticker').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
}

/** Opens the device as its sticker does, and rents it. */
async function rented(device: TestDevice): Promise<Page> {
  const page = await open(`#/phone?code=${device.code}`, PHONE);
  await page.getByRole('button', { name: 'Rent' }).click();
  return page;
}

inBrowser.describe('the phone', () => {
  beforeAll(async () => {
    await account();
    await credit(asOperator(), rider.sub, 1_000_000);
  });

  test('a code is typed, its price is read, the device is rented, speaks, and is released for a bill', async () => {
    const bike = await connectedDevice({ position: [121.47, 31.23] });
    const page = await open('#/phone', PHONE);
    await typed(page, bike.code);
    await shows(
      page,
      'price',
      'CN¥1.00 to unlock and CN¥0.20 a minute after the first 2 minutes, at most CN¥25.00 a day.',
    );
    await page.getByText('CN¥30.00 of your balance is set aside').waitFor();
    await page.getByRole('button', { name: 'Rent' }).click();

    const bind = await bike.hear(/commands/);
    await shows(page, 'state', 'Waiting for its answer');
    await bike.answer(bind, 'done');
    await shows(page, 'state', 'It is yours.');
    await shows(page, 'cost', 'CN¥1.00');

    const { rental_id, phone_id, fence } = bind;
    await page.getByText('It has said nothing yet.').waitFor();
    const lease = { rental_id, phone_id, fence };
    await bike.report({ lease: { ...lease, fence: fence + 1 }, battery: 0.11, position: [121.469, 31.23] });
    const note = '<img src="x">';
    await bike.report({ lease, battery: 0.52, position: [121.47, 31.23], properties: { note } });
    await shows(page, 'said', '52 %');
    await shows(page, 'said', note);
    expect(await page.locator('[data-test=said]').innerText()).not.toContain('Way'); // it was in one place
    expect(await page.locator('[data-test=said] img').count()).toBe(0);

    await page.getByRole('button', { name: 'Release' }).click();
    await shows(page, 'state', 'You have released it.');
    await shows(page, 'bill', 'CN¥1.00');
    expect(await rentalsOf(bike)).toMatchObject([{ state: 'settled', amount: 100 }]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('what is told while nobody polls shows at once', async () => {
    const bike = await connectedDevice();
    const page = await rented(bike);
    await shows(page, 'state', 'Waiting');
    await page.getByText('Live', { exact: true }).waitFor();
    // from here on only what comes by MQTT makes it read
    await page.evaluate(() => {
      const { setTimeout: real } = globalThis;
      globalThis.setTimeout = ((run: () => void, ms = 0) => (ms === 2000 ? 0 : real(run, ms))) as typeof setTimeout;
    });
    await page.waitForTimeout(2500);
    await bike.answer(await bike.hear(/commands/), 'refused', 'lock_jammed');
    await shows(page, 'state', 'It refused: lock jammed. You pay nothing.');
  });

  test('a lost answer is asked for again, and the device is rented once', async () => {
    const bike = await connectedDevice();
    // a service worker's requests cannot be cut off
    const page = await open(`#/phone?code=${bike.code}`, { ...PHONE, serviceWorkers: 'block' });
    await page.getByRole('button', { name: 'Rent' }).waitFor(); // signing in is over
    const keys: (string | undefined)[] = [];
    await page.route(`${stack().http}/v1/rentals`, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Rent' }).click();
    await bike.answer(await bike.hear(/commands/), 'done');
    await shows(page, 'state', 'It is yours.');
    expect(keys).toEqual([expect.any(String), keys[0]]);
    expect(await rentalsOf(bike)).toHaveLength(1);
    await page.getByRole('button', { name: 'Release' }).click();
    await shows(page, 'bill', 'CN¥1.00');
  });

  test('so much water as was asked for, and no more', async () => {
    const tap = await connectedDevice({ kind: 'water_dispenser' });
    const page = await open(`#/phone?code=${tap.code}`, PHONE);
    await shows(page, 'price', 'CN¥0.04 for each 100 ml, at most CN¥5.00.');
    await page.getByLabel('How much, in ml').fill('250');
    await page.getByText('250 ml cost CN¥0.12 at most.').waitFor();
    await page.getByRole('button', { name: 'Rent' }).click();
    const bind = await tap.hear(/commands/);
    expect(bind.limit).toEqual({ meter: 'volume', unit: 'ml', quantity: 250 });
    await tap.answer(bind, 'done');
    await shows(page, 'state', 'It is yours.');
    const entries = [{ rental_id: bind.rental_id, meter: 'volume', quantity: 210, final: true }];
    const said = { seq: 1, boot: 'b', at: Date.now(), entries };
    await tap.client.publishAsync(`devices/${tap.id}/usage`, JSON.stringify(said), { qos: 1 });
    await shows(page, 'state', 'It is finished.');
    await shows(page, 'bill', 'CN¥0.12');
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('link', { name: 'What I rented before' }).click();
    await page.getByRole('link', { name: tap.id }).getByText('CN¥0.12').waitFor();
  });

  test('what would be refused is said before, in words', async () => {
    const bike = await connectedDevice();
    await bike.client.endAsync();
    const page = await open(`#/phone?code=${bike.code}`, PHONE);
    await page.getByText('This one has no connection at the moment.').waitFor();
    expect(await page.getByRole('button', { name: 'Rent' }).isDisabled()).toBe(true);

    await page.getByRole('link', { name: 'Home' }).click();
    await typed(page, unique('nonsense'));
    await page.getByText('This code is not one of ours.').waitFor();
  });

  test('what is refused only then is said in words, too, and may be tried again', async () => {
    const bike = await connectedDevice();
    const page = await open(`#/phone?code=${bike.code}`, PHONE);
    await page.getByRole('button', { name: 'Rent' }).waitFor();
    await account(0);
    try {
      await page.getByRole('button', { name: 'Rent' }).click({ timeout: 2000 });
      const refusal = page.getByText('You already have as many rentals as you may.');
      await refusal.first().waitFor();
      await eventually(async () => expect(await page.getByRole('button', { name: 'Rent' }).isDisabled()).toBe(true));
      expect(await refusal.count()).toBe(1); // now that the offer says it, too
    } finally {
      await account();
    }
    await eventually(async () => expect(await page.getByRole('button', { name: 'Rent' }).isEnabled()).toBe(true));
  });

  test.each([
    ['by itself', ['qr_code']],
    ['by itself, but no QR codes', ['ean_13']],
    ['not at all', undefined],
  ])('the camera reads a sticker, and is off afterwards, where the browser reads bar codes %s', async (_, formats) => {
    const bike = await connectedDevice();
    const page = await open('#/phone', PHONE);
    await page.getByLabel('code on the sticker').waitFor();
    const text = `${stack().console}/#/phone?code=${bike.code}`;
    const readsItself = formats?.includes('qr_code');
    // where the browser reads it itself the camera sees nothing, and it is told what it reads
    const sticker = readsItself ? { size: 1, path: '' } : qrCodeOf(text);
    await page.addInitScript(
      ({ size, path, read, formats }) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
        const context = canvas.getContext('2d')!;
        setInterval(() => {
          context.reset();
          context.fillStyle = '#ddd';
          context.fillRect(0, 0, 640, 480);
          // held askew
          context.setTransform(320 / size, 30 / size, -20 / size, 300 / size, 150, 70);
          context.fillStyle = '#fff';
          context.fillRect(0, 0, size, size);
          context.fillStyle = '#111';
          context.fill(new Path2D(path));
        }, 100);
        class BarcodeDetector {
          static getSupportedFormats = async () => formats!;
          detect = async () => [{ rawValue: read }];
        }
        const stream = canvas.captureStream();
        Object.assign(globalThis, { stream, BarcodeDetector: formats && BarcodeDetector });
        navigator.mediaDevices.getUserMedia = async () => stream;
      },
      { ...sticker, read: readsItself ? text : 'nonsense', formats },
    );
    await page.reload();
    await page.getByRole('button', { name: 'Scan' }).click();
    await page.getByText(bike.id).waitFor();
    // biome-ignore lint/suspicious/noExplicitAny: what the script above has left there
    const states = () => page.evaluate(() => (globalThis as any).stream.getTracks().map((one: any) => one.readyState));
    expect(await states()).toEqual(['ended']);
  });
});

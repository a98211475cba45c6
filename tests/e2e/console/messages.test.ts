import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { eventually } from '../../harness/eventually.ts';
import { connectedDevice, rider } from '../../harness/rental.ts';

const { open } = withBrowser();

inBrowser.describe('messages', () => {
  test('a message shows with its payload, the rules that read it, and that it was rejected', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    const page = await open(`#/messages?filter=devices/${device.id}/%23`);
    await page.getByText('Live', { exact: true }).waitFor();
    await device.report({ battery: 'empty' });
    const message = page.locator('.messages button', { hasText: '/state' });
    await page.locator('.messages button', { hasText: '/rejections' }).waitFor();
    await message.click();
    const detail = page.getByRole('complementary', { name: 'One message' });
    await detail.getByText('"battery": "empty"').waitFor();
    await detail.getByText('FROM devices/+/state → device/mqtt/state').waitFor();
    await detail.getByText('It did not count:').waitFor();
    await detail.getByText('/battery must be number').waitFor();
  });

  test('what became of a report is known, whether or not its device was told', async () => {
    const device = await connectedDevice();
    const page = await open(`#/messages?filter=devices/${device.id}/state`);
    await page.getByText('Live', { exact: true }).waitFor();
    for (const battery of ['empty', 'lower', 0.5]) await device.report({ battery });
    const detail = page.getByRole('complementary', { name: 'One message' });
    for (const [text, outcome] of [
      ['empty', 'It did not count:'],
      ['0.5', 'It counts:'],
      ['lower', 'It did not count:'],
    ] as const) {
      await page.locator('.messages button', { hasText: text }).click();
      await detail.locator('pre', { hasText: text }).waitFor();
      await detail.getByText(outcome).waitFor();
    }
  });

  test('a row stays where somebody points at it', async () => {
    const device = await connectedDevice();
    const page = await open(`#/messages?filter=devices/${device.id}/state`);
    await page.getByText('Live', { exact: true }).waitFor();
    await device.report({ battery: 0.51 });
    const first = page.locator('.messages-text').first();
    await first.hover();
    await device.report({ battery: 0.52 });
    await page.getByText('1 since').waitFor();
    expect(await first.innerText()).toContain('0.51');
    await page.getByRole('combobox', { name: 'Topic filter' }).hover();
    await eventually(async () => expect(await first.innerText()).toContain('0.52'));
  });

  test('which rule takes a message is what its condition says', async () => {
    const bike = await connectedDevice();
    const page = await open(`#/messages?filter=devices/${bike.id}/%23`);
    const tried: object[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/rules/try')) tried.push(request.postDataJSON());
    });
    await page.getByText('Live', { exact: true }).waitFor();
    const renter = await rider();
    await renter.rent(bike.code);
    const bind = await bike.hear(/commands/);
    await bike.report({ battery: 0.5 });
    await bike.answer(bind, 'done');
    const { rental_id, phone_id, fence } = bind;
    await bike.report({ battery: 0.6, lease: { rental_id, phone_id, fence } });

    const detail = page.getByRole('complementary', { name: 'One message' });
    const taken = async (text: string) => {
      await page.locator('.messages button', { hasText: text }).first().click();
      await detail.locator('pre', { hasText: text }).waitFor();
      return eventually(async () => {
        const rules = await detail.locator('[data-test^=rule-] > p:first-child').allInnerTexts();
        expect(rules.length).toBeGreaterThan(1);
        return rules.sort();
      });
    };
    expect(await taken('0.5')).toEqual(['forward does not take it', 'state takes it']);
    expect(await taken('0.6')).toEqual(['forward takes it', 'state takes it']);
    expect(await taken('outcome')).toEqual(['action_result does not take it', 'command_result takes it']);
    // a condition may ask who has published it
    expect(tried).toEqual(tried.map(() => expect.objectContaining({ device_id: bike.id })));
  });

  test('a filter that is not allowed is refused in words, and nothing changes', async () => {
    const page = await open('#/messages');
    const filter = page.getByRole('combobox', { name: 'Topic filter' });
    for (const wrong of ['phones/#', 'devices/foo#', 'devices/a+b/state', 'devices/#/state']) {
      await filter.fill(wrong);
      await filter.press('Enter');
      await page.getByText('A filter begins with devices/ or selected/').waitFor();
      expect(page.url()).not.toContain(encodeURIComponent(wrong));
      await filter.fill('devices/+/state');
      await page.getByText('messages; the last 500 are kept').waitFor();
    }
  });

  test('a pause keeps what is shown, and loses nothing', async () => {
    const [device, other] = [await connectedDevice(), await connectedDevice()];
    const page = await open(`#/messages?filter=devices/${device.id}/state`);
    await page.getByText('Live', { exact: true }).waitFor();
    const texts = page.locator('.messages-text');
    const shows = (parts: string[]) =>
      eventually(async () =>
        expect(await texts.allInnerTexts()).toEqual(parts.map((part) => expect.stringContaining(part))),
      );
    await device.report({ battery: 0.51 });
    await shows(['0.51']);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('1 messages, paused').waitFor();
    await other.report({ battery: 0.53 });
    await device.report({ battery: 0.52 });
    await page.getByText('1 messages, paused, 1 since').waitFor();
    await shows(['0.51']);
    await page.getByRole('button', { name: 'Go on' }).click();
    await device.report({ battery: 0.54 });
    await shows(['0.54', '0.52', '0.51']);
  });

  test('after a lost connection the page hears again what it heard before', async () => {
    const device = await connectedDevice();
    const page = await open(`#/messages?filter=devices/${device.id}/state`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.addInitScript(() => {
      const links: WebSocket[] = [];
      const { WebSocket: Real } = globalThis;
      class Kept extends Real {
        constructor(...given: ConstructorParameters<typeof WebSocket>) {
          super(...given);
          links.push(this);
        }
      }
      Object.assign(globalThis, { WebSocket: Kept, links });
    });
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    // biome-ignore lint/suspicious/noExplicitAny: what the script above has left there
    await page.evaluate(() => (globalThis as any).links.at(-1).close());
    await page.getByText('Connection lost.').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await eventually(async () => {
      await device.report({ battery: 0.51 });
      expect(await page.locator('.messages-text').count()).toBeGreaterThan(0);
    });
  });

  test('two pages of one operator are both live', async () => {
    const [one, other] = [await open('#/messages'), await open('#/messages')];
    await other.getByText('Live', { exact: true }).waitFor();
    await other.waitForTimeout(3000); // longer than a client takes to connect again
    await one.getByText('Live', { exact: true }).waitFor({ timeout: 1000 });
  });
});

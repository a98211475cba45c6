import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { asOperator } from '../../harness/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { connectedDevice } from '../../harness/rental.ts';
import { unique } from '../../harness/unique.ts';

const { open } = withBrowser();

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
  });

  test('a device that has gone turns grey', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9 });
    const page = await open(`#/fleet/${device.id}`);
    await page.locator('[data-test=look]').getByText('Free').waitFor();
    await device.client.endAsync(true);
    await page.locator('[data-test=look]').getByText('Offline').waitFor();
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

  test('what a device says is text, whatever it looks like', async () => {
    const device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.9, properties: { firmware: '<img src=x onerror=alert(1)>' } });
    const page = await open(`#/fleet/${device.id}`);
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
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

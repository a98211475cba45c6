import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { connectedDevice } from '../../harness/rental.ts';

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
    await detail.getByText('A rejection of this kind of message followed:').waitFor();
  });

  test('a filter that is not allowed is refused in words, and nothing changes', async () => {
    const page = await open('#/messages');
    const filter = page.getByRole('combobox', { name: 'Topic filter' });
    await filter.fill('phones/#');
    await filter.press('Enter');
    await page.getByText('A filter begins with devices/ or selected/').waitFor();
    expect(page.url()).not.toContain('phones');
  });

  test('two pages of one operator are both live', async () => {
    const [one, other] = [await open('#/messages'), await open('#/messages')];
    await other.getByText('Live', { exact: true }).waitFor();
    await other.waitForTimeout(3000); // longer than a client takes to connect again
    await one.getByText('Live', { exact: true }).waitFor({ timeout: 1000 });
  });
});

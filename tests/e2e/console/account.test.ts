import type { Page } from 'playwright-core';
import { bodyOf } from '../../../local/fleet/client.ts';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { asOperator } from '../../harness/client.ts';
import { eventually } from '../../harness/eventually.ts';
import { unique } from '../../harness/unique.ts';

const { open } = withBrowser();

const text = (page: Page, name: string) => page.getByLabel(name, { exact: true }).and(page.locator('input'));
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page, words: string | RegExp) => page.getByRole('status').getByText(words).waitFor();

inBrowser.describe('an account', () => {
  async function opened(): Promise<{ account: string; page: Page }> {
    const account = unique('account');
    const page = await open('#/register/account');
    await text(page, 'Account').fill(account);
    await press(page, 'Show');
    await text(page, 'Currency').fill('CNY');
    await press(page, 'Open it');
    await page.getByRole('heading', { name: `Account ${account}` }).waitFor();
    return { account, page };
  }
  const balance = (page: Page) => page.locator('[data-test=balance]').innerText();
  const write = (account_id: string, body: { currency: string }) =>
    bodyOf(asOperator().PUT('/v1/accounts/{account_id}', { params: { path: { account_id } }, body }));

  test('is topped up by 12.34, and blocked', async () => {
    const { account, page } = await opened();
    await text(page, 'Top up by, CNY').fill('12.345');
    await press(page, 'Top up');
    await page.getByText('CNY has 2 digits after the point.').waitFor();
    await text(page, 'Top up by, CNY').fill('12.34');
    await press(page, 'Top up');
    await said(page, /12\.34 was put on the account/);
    // sooner than the account is read anew by itself
    await eventually(async () => expect(await balance(page)).toMatch(/12\.34$/), 3000);
    await press(page, 'Block the account');
    await said(page, 'The account is blocked: it can begin no rental.');
    expect(await write(account, { currency: 'CNY' })).toMatchObject({ balance: 1234, blocked: true });
  });

  test('is credited once, though the answer was lost and it was tried again', async () => {
    const { account, page } = await opened();
    let cut = 0;
    await page.route('**/credits', async (route) => {
      if (route.request().method() === 'POST' && cut === 0) {
        cut += 1;
        await route.fetch(); // the API has it
        await route.abort();
      } else await route.continue();
    });
    await text(page, 'Top up by, CNY').fill('5');
    await press(page, 'Top up');
    await page.getByText('The API did not answer. Nothing that you entered is lost').waitFor();
    expect(await text(page, 'Top up by, CNY').inputValue()).toBe('5');
    // whoever looks elsewhere in between tries the same again
    await page.getByRole('link', { name: 'Device', exact: true }).click();
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await text(page, 'Account').fill(account);
    await press(page, 'Show');
    await text(page, 'Top up by, CNY').fill('5');
    await press(page, 'Top up');
    await said(page, /5\.00 was put on the account/);
    expect(cut).toBe(1);
    expect(await balance(page)).toMatch(/5\.00$/);
    expect(await write(account, { currency: 'CNY' })).toMatchObject({ balance: 500 });
  });

  /** An account that was credited with each of these. */
  async function credited(...amounts: number[]): Promise<string> {
    const account = unique('account');
    await write(account, { currency: 'JPY' });
    for (const amount of amounts) {
      const params = { path: { account_id: account }, header: { 'Idempotency-Key': `${account}-${amount}` } };
      await asOperator().POST('/v1/accounts/{account_id}/credits', { params, body: { amount } });
    }
    return account;
  }
  const TWELVE = Array.from({ length: 12 }, (_, i) => i + 1);
  const amountsOn = (page: Page) => page.locator('.history tbody tr td:nth-child(3)').allInnerTexts();

  test('that is there is shown with what it has paid and rented, in pages', async () => {
    const account = await credited(...TWELVE);
    const page = await open(`#/register/account/${account}`);
    const amounts = () => amountsOn(page);
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    expect((await amounts())[0]).toMatch(/12$/);
    expect(await amounts()).toHaveLength(10);
    await text(page, 'Top up by, JPY').fill('7');
    await press(page, 'Earlier');
    await eventually(async () => expect(await amounts()).toEqual(['¥2', '¥1']));
    expect(await page.getByRole('button', { name: 'Earlier' }).count()).toBe(0);
    expect(await text(page, 'Top up by, JPY').inputValue()).toBe('7');
    await press(page, 'Newest');
    await eventually(async () => expect(await amounts()).toHaveLength(10));
    expect(await page.getByText('Rental history').count()).toBe(0);
  });

  test('stays at an earlier page, though that is read again, and the newest is answered late', async () => {
    const account = await credited(...TWELVE);
    // a service worker's requests cannot be held up
    const page = await open(`#/register/account/${account}`, { serviceWorkers: 'block' });
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    const newest = /accounts\/[^/]+\?limit=10$/;
    let goOn = () => {};
    const turned = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(newest, (route) => turned.then(() => route.continue()));
    await page.waitForRequest(newest);
    await press(page, 'Earlier');
    await eventually(async () => expect(await amountsOn(page)).toEqual(['¥2', '¥1']));
    const late = page.waitForResponse(newest);
    const again = page.waitForRequest(/accounts\/[^/]+\?limit=10&/);
    goOn();
    await (await late).finished();
    await page.waitForTimeout(200);
    expect(await amountsOn(page)).toEqual(['¥2', '¥1']);
    expect((await again).url()).toMatch(/before=2$/);
  });

  test('has a way back from an earlier page whose entries have gone', async () => {
    const account = await credited(...TWELVE);
    const page = await open(`#/register/account/${account}`, { serviceWorkers: 'block' });
    await page.route(/before=2$/, async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as object;
      await route.fulfill({ response, json: { ...json, ledger: [] } });
    });
    await press(page, 'Earlier');
    await eventually(async () => expect(await amountsOn(page)).toEqual([]));
    await press(page, 'Newest');
    await eventually(async () => expect(await amountsOn(page)).toHaveLength(10));
  });

  test('gives way to another one, with all that it shows', async () => {
    const [one, other] = [await credited(1), await credited(2)];
    const page = await open(`#/register/account/${one}`);
    await eventually(async () => expect(await amountsOn(page)).toEqual(['¥1']));
    await text(page, 'Account').fill(other);
    await press(page, 'Show');
    await eventually(async () => expect(await amountsOn(page)).toEqual(['¥2']));
  });

  test('that cannot be read is not offered to be opened', async () => {
    const page = await open('#/register/account', { serviceWorkers: 'block' });
    await page.route('**/v1/accounts/*', (route) => route.abort());
    await text(page, 'Account').fill(unique('account'));
    await press(page, 'Show');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.getByText('Nobody has opened the account').count()).toBe(0);
  });

  test('needs a currency that is one, and proposes that of the tariffs', async () => {
    const page = await open(`#/register/account/${unique('account')}`);
    await page.getByText('Nobody has opened the account').waitFor();
    await eventually(async () => expect(await text(page, 'Currency').inputValue()).toMatch(/^[A-Z]{3}$/));
    await text(page, 'Currency').fill('Euro');
    await press(page, 'Open it');
    expect(await text(page, 'Currency').getAttribute('aria-invalid')).toBe('true');
    await page.getByText('A currency has three letters, such as CNY.').waitFor();
  });
});

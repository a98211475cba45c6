import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { startConsole } from '../../../local/console/server.ts';
import { freePort } from '../../../local/ports.mjs';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { connectedDevice, type Rider, rider } from '../../harness/rental.ts';
import { stack } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';
import { registerVenue } from '../../harness/venue.ts';

const { open } = withBrowser();
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that keeps somebody out (https://github.com/dequelabs/axe-core/blob/develop/doc/API.md). */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE); // the browser's own door: the page's policy lets no script in
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe's own, in the page
    const { violations } = await (globalThis as any).axe.run(document);
    return violations
      .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`);
  });
}

inBrowser.describe('every page', () => {
  let device: Awaited<ReturnType<typeof connectedDevice>>;
  let venue: string;
  let payer: Rider;
  beforeAll(async () => {
    venue = await registerVenue();
    device = await connectedDevice({ position: [121.47, 31.23] });
    await device.report({ battery: 0.5 });
    payer = await rider();
    const { json } = await payer.rent(device.code);
    await payer.release(json.rental_id);
  });

  const pages = (): [string, string][] => [
    [`#/heat/${venue}`, 'Hottest places'],
    ['#/fleet', 'devices'],
    [`#/fleet/${device.id}`, 'Rental history'],
    ['#/messages', 'are kept'],
    ['#/phone', 'The code on the sticker'],
    [`#/phone?code=${device.code}`, 'to unlock'],
    ['#/phone/history', 'Your rentals'],
    ['#/register/venue', 'Where the plan lies'],
    ['#/register/device', 'Where it stands'],
    [`#/register/stickers?from=${device.id}`, 'Ids begin with'],
    ['#/register/account', 'Account'],
    [`#/register/account/${payer.account}`, 'Rental history'],
    [`#/register/account/${unique('account')}`, 'Nobody has opened'],
    [`#/visit/${venue}`, 'Hottest places'],
  ];

  test.each(['light', 'dark'] as const)('keeps nobody out, in the %s theme', async (colorScheme) => {
    for (const [hash, text] of pages()) {
      const page = await open(hash, { colorScheme });
      await page.getByText(text).first().waitFor();
      expect([hash, await barriers(page)]).toEqual([hash, []]);
      await page.context().close();
    }
  });

  test('fits a phone: nothing is wider than the window', async () => {
    for (const [hash, text] of pages()) {
      const page = await open(hash, { viewport: { width: 360, height: 740 } });
      await page.getByText(text).first().waitFor();
      expect([hash, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([hash, 360]);
      await page.context().close();
    }
  });

  test('shows nobody what is not theirs', async () => {
    const page = await open(`#/heat/${venue}`);
    await page.getByText('Hottest places').waitFor();
    await page.getByTitle('Sign in as somebody else').click();
    await page.getByRole('link', { name: 'partner' }).click();
    await page.getByText('Hottest places').waitFor();
    const names = await page.getByRole('navigation').getByRole('link').allInnerTexts();
    expect(names).toEqual(['Heat', 'Fleet', 'Phone']);
    await page.goto(`${stack().console}/#/register`);
    await page.getByText('You are signed in as partner, partner. This page is for: operator.').waitFor();
  });

  test('is served with a policy that lets nothing in from elsewhere', async () => {
    const { headers } = await fetch(stack().console);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  test('opens when nobody serves it, once it was open', async () => {
    const port = await freePort();
    const { http, ws, issuer } = stack();
    const config = { api: http, mqtt: ws, issuer, client_id: 'none', scope: 'openid' };
    const server = await startConsole(port, config);
    const page = await open(`#/visit/${venue}`, {}, server.url);
    await page.getByText('Hottest places').waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    await page.reload();
    await page.getByText('Hottest places').waitFor();
  });
});

test('files are served, and nothing beside them', async () => {
  const at = (path: string) => fetch(`${stack().console}${path}`).then(({ status }) => status);
  expect(await at('/main.js')).toBe(200);
  for (const path of ['/../build.mjs', '/..%2fbuild.mjs', '/%2e%2e/rules.mjs', '/none.js', '/%', '/']) {
    expect([path, await at(path)]).toEqual([path, path === '/' ? 200 : 404]);
  }
  expect((await fetch(stack().console, { method: 'POST' })).status).toBe(405);
});

import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { eventually } from '../../harness/eventually.ts';
import { stack } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';

const { open } = withBrowser();

const KEY = 'skein.session.console';
const kept = async (page: Page) => JSON.parse((await page.evaluate((key) => sessionStorage.getItem(key), KEY)) ?? '{}');

inBrowser.describe('signing in', () => {
  test.each([
    ['its own state', 'mine', 'are kept'],
    ['the state of another', 'theirs', 'Signing in has failed'],
  ])('a code that comes back with %s', async (_, state, text) => {
    const verifier = 'v'.repeat(43);
    const query = new URLSearchParams({
      redirect_uri: `${stack().console}/`,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      login_hint: 'operator',
      state,
    });
    const { headers } = await fetch(`${stack().issuer}/authorize?${query}`, { redirect: 'manual' });
    const page = await open(`#/visit/${unique('mall')}`); // nobody is signed in for it
    await page.getByText('Nothing to see here').waitFor();
    const pending = { view: 'console', verifier, state: 'mine', hash: '#/messages' };
    await page.evaluate((one) => sessionStorage.setItem('skein.sign-in', JSON.stringify(one)), pending);
    await page.goto(headers.get('location')!);
    await page.getByText(text).waitFor();
    expect((await kept(page)).sub).toBe(state === 'mine' ? 'operator' : undefined);
  });

  test('a token is changed for another before its end', async () => {
    const page = await open('#/messages');
    await page.getByText('Live', { exact: true }).waitFor();
    const before = await kept(page);
    const ending = JSON.stringify({ ...before, until: Date.now() + 40_000 });
    await page.evaluate(([key, text]) => sessionStorage.setItem(key!, text!), [KEY, ending]);
    await page.reload();
    await eventually(async () => {
      const after = await kept(page);
      expect([after.refresh === before.refresh, after.until > Date.now() + 3_000_000]).toEqual([false, true]);
    });
    await page.getByText('Live', { exact: true }).waitFor();
  });
});

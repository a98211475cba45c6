import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { hasBrowser, openBrowser } from '../../local/browser.ts';
import { stack } from './stack.ts';
import { unless } from './unless.ts';

/** Tests that need a browser; they are skipped, and npm test says so, where there is none. */
export const inBrowser = unless(!hasBrowser && 'chromium is not installed');

/**
 * A browser for this file. `open` gives a page of the running stack's console, as a visitor of its own; whatever it
 * complains of (an exception, a refused script, a violation of the content security policy) fails the test.
 */
export function withBrowser() {
  let browser: Browser;
  let complaints: string[] = [];
  if (hasBrowser) {
    beforeAll(async () => {
      browser = await openBrowser();
    });
    beforeEach(() => {
      complaints = [];
    });
    // a page that stays open takes the connection of the next one's phone
    afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
    afterEach(() => expect(complaints).toEqual([]));
    afterAll(() => browser.close());
  }
  return {
    async open(hash: string, options: BrowserContextOptions = {}, origin = stack().console): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // what the API refuses, and what a test cuts off, shows in the page
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
      await page.goto(`${origin}/${hash}`);
      return page;
    },
  };
}

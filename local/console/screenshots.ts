// npm run screenshots -- [--every]: pictures of the console for the README, from a stack of its own with the demo. With
// --every each page in both themes and in a phone's window, too, in .skein/screenshots.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../browser.ts';
import { launch } from '../launch.ts';

const FOR_README = 'docs/screenshots';
const EVERY = '.skein/screenshots';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

type Theme = 'light' | 'dark';

/** Where a page is, and what is done there before its picture is taken. */
interface Shot {
  hash: string;
  act?: (page: Page) => Promise<unknown>;
}

const SHOTS: Record<string, Shot> = {
  heat: { hash: '#/heat/demo-mall?floor=1', act: (page) => page.locator('.sparkline path[d*=L]').waitFor() },
  fleet: { hash: '#/fleet' },
  device: { hash: '#/fleet/demo-mall-charging_pile' },
  messages: {
    hash: '#/messages',
    act: async (page) => {
      await page.locator('.messages button', { hasText: '/crowd' }).first().click();
      await page.getByRole('button', { name: 'Pause' }).click();
    },
  },
  register: { hash: '#/register/venue' },
  stickers: {
    hash: '#/register/stickers',
    act: (page) => page.getByRole('button', { name: 'Show the stickers' }).click(),
  },
  account: { hash: '#/register/account/demo-mall-rider-1' },
  phone: { hash: '#/phone' },
  visit: { hash: '#/visit/demo-mall' },
};

/** The pictures in the README. */
const KEPT: [shot: string, theme: Theme, window: typeof WIDE][] = [
  ['heat', 'dark', WIDE],
  ['fleet', 'light', WIDE],
  ['messages', 'dark', WIDE],
  ['phone', 'light', PHONE],
];

/** Until maps have drawn, and what polls has answered; ms. */
const SETTLES = 5000;
/** By then the demo's town rents and washes. */
const LIVELY_AFTER = 45_000;

const { every } = parseArgs({ options: { every: { type: 'boolean', default: false } } }).values;
const wanted = every
  ? Object.keys(SHOTS).flatMap((shot) =>
      (['light', 'dark'] as const).flatMap((theme) => [WIDE, PHONE].map((window) => [shot, theme, window] as const)),
    )
  : KEPT;
const folder = every ? EVERY : FOR_README;

console.log('screenshots: starting a stack with the demo, which takes a minute to be lively');
const stack = await launch([]);
const browser = await openBrowser();
try {
  mkdirSync(folder, { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, LIVELY_AFTER));
  for (const [shot, theme, window] of wanted) {
    const path = `${folder}/${shot}-${theme}${window === PHONE ? '-phone' : ''}.png`;
    await take(browser, SHOTS[shot]!, theme, window, path);
    console.log(`screenshots: ${path}`);
  }
} finally {
  await browser.close();
  await stack.stop();
}

async function take(from: Browser, { hash, act }: Shot, colorScheme: Theme, viewport: typeof WIDE, path: string) {
  const context = await from.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await page.goto(`${stack.addresses.console}/${hash}`);
  await page.waitForTimeout(SETTLES);
  await act?.(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path });
  await context.close();
}

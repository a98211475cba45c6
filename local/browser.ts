import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** What the browser is called by Debian, by other systems and by Google. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const found = NAMES.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined);

export const hasBrowser = found !== undefined;

/** Maps need WebGL, which SwiftShader draws where there is no graphics card. */
const ARGS = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

/** A browser without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: pathOf(found!), args: ['--no-sandbox', ...ARGS] });

const pathOf = (name: string) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim();

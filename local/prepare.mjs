// Brings a bare machine (Node and npm only) to where Skein runs: npm packages and redis-server. No imports but Node's.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { run } from './progress.mjs';

const LEAST_NODE = [20, 19];
const INSTALLED = 'node_modules/.package-lock.json';

const say = (line) => console.error(`skein: ${line}`);

/** Installs what is missing, saying what and why; throws an Error with an instruction where it cannot. */
export async function prepare(...programs) {
  needNode();
  await needPackages();
  await need([REDIS, ...programs]);
  await need([VICTORIA_METRICS]).catch(({ message }) => say(`${message}. Without it no property is kept over time`));
}

function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Error(
    `Node ${LEAST_NODE.join('.')} or newer is needed; this is ${process.versions.node}. See https://nodejs.org`,
  );
}

async function needPackages() {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  if (existsSync(INSTALLED) && sameLock()) return;
  const npm = ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  say('installing the npm packages with npm ci, about a minute: node_modules is not what package-lock.json says');
  await install(npm, 'the npm packages', 'npm ci failed: its message is above');
}

/** A checkout gives package-lock.json a new time even when nothing in it changed. */
function sameLock() {
  const [wanted, installed] = ['package-lock.json', INSTALLED].map(
    (file) => JSON.parse(readFileSync(file, 'utf8')).packages,
  );
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version,
  );
}

const REDIS = {
  command: 'redis-server',
  packages: { 'apt-get': 'redis-server', brew: 'redis' },
  why: 'the functions keep their data in it',
};

/** Skein starts without it, too. */
const VICTORIA_METRICS = {
  command: 'victoria-metrics',
  packages: { 'apt-get': 'victoria-metrics', brew: 'victoriametrics' },
  why: 'power and flow are kept over time in it',
};

/** A stranger's MQTT client, for the tests. */
export const MOSQUITTO = {
  command: 'mosquitto_pub',
  packages: { 'apt-get': 'mosquitto-clients', brew: 'mosquitto' },
  why: 'the tests talk to the broker with it, as a stranger would',
};

/** For the tests of the console; the others run without it. */
const CHROMIUM = {
  command: 'chromium',
  packages: { 'apt-get': 'chromium', brew: 'chromium' },
  why: 'the tests look at the console with it',
};

/** Installs a browser unless there is one, saying so where it cannot; nothing but the tests of the console needs it. */
export const prepareBrowser = () =>
  found('google-chrome')
    ? undefined
    : need([CHROMIUM]).catch(({ message }) => say(`${message}. Without it the console is not tested`));

export const LUACHECK = {
  command: 'luacheck',
  packages: { 'apt-get': 'lua-check', brew: 'luacheck' },
  why: 'it reads the Lua that runs in Redis',
};

/** Installs the programs that are missing by the system's package manager. */
async function need(programs) {
  const missing = programs.filter(({ command }) => !found(command));
  let hasList = false;
  for (const { command, packages, why } of missing) {
    const installer = Object.keys(packages).find(found);
    if (!installer) throw new Error(`${command} is missing; ${why}. Install it and start again`);
    const name = packages[installer];
    const instruction = `${command} could not be installed. Run: ${installer} install ${name}`;
    say(`installing ${name} with ${installer}: ${why}`);
    if (installer === 'apt-get') {
      const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
      if (!hasList) await install([...asRoot, 'apt-get', 'update', '-qq'], `${name} (apt-get update)`, instruction);
      hasList = true;
      await install([...asRoot, 'apt-get', 'install', ...APT, name], name, instruction);
    } else {
      await install([installer, 'install', name], name, instruction);
    }
    if (!found(command)) throw new Error(instruction);
  }
}

const APT = ['-y', '-qq', '--no-install-recommends'];
/** No questions, and no daemon started by the package that brings one. */
const APT_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

const found = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

/** An installer's chatter is nobody's concern, unless it fails. */
async function install(command, what, failure) {
  const how = { doing: `installing ${what}`, print: say, keep: true, env: APT_ENVIRONMENT };
  const { code, output } = await run(command, how).catch(({ message }) => ({ code: null, output: message }));
  if (code === 0) return;
  console.error(output);
  throw new Error(failure);
}

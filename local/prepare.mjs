// Brings a bare machine (Node and npm only) to where Skein runs: npm packages and redis-server. No imports but Node's.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

const LEAST_NODE = [20, 19];
const INSTALLED = 'node_modules/.package-lock.json';

const say = (line) => console.error(`skein: ${line}`);

/** Installs what is missing, saying what and why; throws an Error with an instruction where it cannot. */
export function prepare() {
  needNode();
  needPackages();
  need(REDIS);
}

function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new Error(
    `Node ${LEAST_NODE.join('.')} or newer is needed; this is ${process.versions.node}. See https://nodejs.org`,
  );
}

function needPackages() {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  if (existsSync(INSTALLED) && sameLock()) return;
  say('installing the npm packages of package-lock.json (npm ci), about a minute');
  run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci failed: see its message above');
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

/** A stranger's MQTT client, for the tests. */
export const MOSQUITTO = {
  command: 'mosquitto_pub',
  packages: { 'apt-get': 'mosquitto-clients', brew: 'mosquitto' },
  why: 'the tests talk to the broker with it, as a stranger would',
};

/** Installs a program by the system's package manager if it is missing; throws with an instruction where it cannot. */
export function need({ command, packages, why }) {
  if (found(command)) return;
  const missing = `${command} is missing; ${why}`;
  const installer = Object.keys(packages).find(found);
  if (!installer) throw new Error(`${missing}. Install it and start again`);
  say(`${missing}: installing it with ${installer}`);
  const install = [installer, 'install', ...(installer === 'apt-get' ? APT : []), packages[installer]];
  const instruction = `${command} could not be installed. Run: ${installer} install ${packages[installer]}`;
  const asRoot = installer === 'apt-get' && process.getuid?.() !== 0 ? ['sudo'] : [];
  if (installer === 'apt-get') run([...asRoot, 'apt-get', 'update', '-qq'], instruction);
  run([...asRoot, ...install], instruction, { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' });
  if (!found(command)) throw new Error(instruction);
}

const APT = ['-y', '-qq', '--no-install-recommends'];

const found = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

function run([command, ...args], failure, environment = {}) {
  // An installer's own chatter goes to stderr: stdout is for what the command was asked for.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...environment } });
  if (status !== 0) throw new Error(failure);
}

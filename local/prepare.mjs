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
  needRedis();
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
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci failed: see its message above');
}

/** A checkout gives package-lock.json a new time even when nothing in it changed. */
function sameLock() {
  const versions = (file) => {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(Object.entries(packages).map(([path, { version }]) => [path, version]));
  };
  const wanted = versions('package-lock.json');
  return [...versions(INSTALLED)].every(([path, version]) => wanted.get(path) === version);
}

function needRedis() {
  if (found('redis-server')) return;
  const why = 'redis-server is missing; the functions keep their data in it';
  const [installer, steps] = found('apt-get')
    ? [
        'apt-get',
        [
          ['apt-get', 'update', '-qq'],
          ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'redis-server'],
        ],
      ]
    : found('brew')
      ? ['brew', [['brew', 'install', 'redis']]]
      : [];
  if (!installer) throw new Error(`${why}. Install it (https://redis.io/docs/install) and start again`);
  say(`${why}: installing it with ${installer}`);
  const asRoot = installer === 'apt-get' && process.getuid?.() !== 0;
  const instruction = `redis-server could not be installed. Run: ${steps.at(-1).join(' ')}`;
  for (const step of steps) {
    const [command, ...args] = asRoot ? ['sudo', ...step] : step;
    run(command, args, instruction, { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' });
  }
  if (!found('redis-server')) throw new Error(instruction);
}

const found = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

function run(command, args, failure, environment = {}) {
  // An installer's own chatter goes to stderr: stdout is for what the command was asked for.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...environment } });
  if (status !== 0) throw new Error(failure);
}

// What `npm start` is told beside what the framework is. No imports but Node's: it runs before anything is installed.
import { mkdirSync, realpathSync } from 'node:fs';

const REDIS_URL = /^redis:\/\/([^@/\s]*@)?[^@/:\s]+(:\d+)?(\/\d*)?$/;

/**
 * The stack's environment, and the arguments that go on to the framework. Makes the folder of --data if it is missing.
 * Throws one clear line where a value makes no sense; it holds no password.
 */
export function readOptions(args) {
  const [noDemo, withoutDemo] = [args.includes('--no-demo'), args.filter((argument) => argument !== '--no-demo')];
  const [data, withoutData] = taken(withoutDemo, '--data', 'a folder');
  const [redis, rest] = taken(withoutData, '--redis', 'redis://[user:password@]host:port[/db]');
  if (redis !== '' && !(REDIS_URL.test(redis) && URL.canParse(redis))) {
    throw new Error('--redis takes redis://[user:password@]host:port[/db], and this is something else');
  }
  return {
    env: { SKEIN_DEMO: noDemo ? '' : 'yes', SKEIN_DATA: data && folder(data), SKEIN_REDIS: redis },
    rest,
  };
}

/** The value of `--name value` or `--name=value`, empty where it is not given; and the other arguments. */
function taken(args, name, what) {
  const at = args.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  if (at < 0) return ['', args];
  const isApart = args[at] === name;
  const value = isApart ? (args[at + 1] ?? '') : args[at].slice(name.length + 1);
  if (value === '' || value.startsWith('--')) throw new Error(`${name} takes ${what}: npm start -- ${name} …`);
  return [value, args.toSpliced(at, isApart ? 2 : 1)];
}

function folder(path) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return realpathSync(path);
  } catch ({ code }) {
    throw new Error(`--data takes a folder, and ${path} cannot be one: ${code}`);
  }
}

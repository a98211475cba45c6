import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { type Launched, launch } from '../../local/launch.ts';
import { freePort, HOST } from '../../local/ports.mjs';
import { eventually } from '../harness/eventually.ts';
import { api } from '../harness/stack.ts';

const running: Launched[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop('SIGKILL')));
});

async function start(args?: string[], env?: NodeJS.ProcessEnv): Promise<Launched> {
  const one = await launch(args, env);
  running.push(one);
  return one;
}

/** The processes below this one, as [pid, command line]. */
function offspring(pid: number): [number, string][] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args=']).toString().trim().split('\n');
  const all = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!)
    .map(([, id, parent, args]) => ({ id, parent, args }));
  const below = (parent: number): [number, string][] =>
    all
      .filter((one) => Number(one.parent) === parent)
      .flatMap((one) => [[Number(one.id), one.args!], ...below(Number(one.id))]);
  return below(pid);
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const allGone = (pids: number[]) => eventually(() => expect(pids.filter(isAlive)).toEqual([]), 5000);

test('two stacks side by side, each with its demo; Ctrl-C leaves nothing of one and the other goes on', async () => {
  const [one, other] = await Promise.all([start([]), start([])]);
  for (const { addresses } of [one!, other!]) {
    await eventually(async () => {
      const { json } = await api('/public/venues/demo-mall/heatmap?floor=1', {}, addresses);
      expect(json.cells.length).toBeGreaterThan(0);
    });
  }
  const pids = offspring(one!.process.pid!).map(([pid]) => pid);
  expect(pids.length).toBeGreaterThanOrEqual(3); // the stack, redis-server, the demo
  expect(await one!.stop('SIGINT')).toBe(0);
  await allGone(pids);
  expect((await api('/v1/venues', {}, other!.addresses)).status).toBe(401);
});

test('the demo mall changes', async () => {
  const { addresses } = await start([]);
  const total = async () => {
    const { json } = await api('/public/venues/demo-mall/heatmap?floor=1&metric=peak', {}, addresses);
    return json.cells.reduce((sum: number, [, , samples]: [string, number, number]) => sum + samples, 0);
  };
  const first = await eventually(async () => {
    const sum = await total();
    expect(sum).toBeGreaterThan(0);
    return sum;
  });
  await eventually(async () => expect(await total()).toBeGreaterThan(first));
});

test('a port in use is one clear line and exit code 1', async () => {
  const port = await freePort();
  const squatter = createServer().listen(port, HOST);
  const failed = launch(['--no-demo'], { SKEIN_MQTT_PORT: String(port) });
  await expect(failed).rejects.toThrow(
    `ended with 1 before it was ready:\nskein: port ${port} (MQTT) is in use: set SKEIN_MQTT_PORT to another\n`,
  );
  squatter.close();
});

test.each(['redis-server', 'serverless.js', 'demo/main.ts'])(
  'when %s crashes all of it ends, and says why',
  async (part) => {
    const one = await start([]);
    const family = offspring(one.process.pid!);
    const ended = new Promise((resolve) => one.process.once('exit', resolve));
    process.kill(family.find(([, args]) => args.includes(part))![0], 'SIGKILL');
    expect(await ended).toBe(1);
    expect(one.output()).toMatch(/skein: (redis-server has ended|the demo fleet has ended|the stack ended by itself)/);
    await allGone(family.map(([pid]) => pid));
  },
);

test('a rule that cannot run here stops the start by its name', async () => {
  const failed = launch(['--no-demo', '--param', 'ingest=pigeons']);
  await expect(failed).rejects.toThrow(/ended with 1/);
});

test('when whoever started it is killed, it ends too', async () => {
  const one = await start();
  const pids = offspring(one.process.pid!).map(([pid]) => pid);
  await one.stop('SIGKILL');
  await allGone(pids);
});

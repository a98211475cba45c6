import { existsSync } from 'node:fs';
import { readDomains } from '../../deploy/doors.mjs';
import { EDGES } from '../../functions/edges.ts';
import { domainOf, type Import, imports, reachable } from './imports.ts';

const ALL = imports();
/** All keys, which only a backup may touch. */
const REGISTRY = 'functions/keys.ts';
/**
 * Arithmetic without a store, which the console shares: a phone shows what a rental costs so far by what will settle it,
 * and a plan in metres is shown where the API will put it.
 */
const SHARED = ['functions/product/tariff/index.ts', 'functions/venue/plane.ts'];
const DOOR = /^functions\/[^/]+\/(http|mqtt|schedule)\//;

/** Why this import is not allowed, if it is not. */
function flaw({ file, to, names }: Import): string | undefined {
  const [from, target] = [file.split('/')[0]!, to.split('/')[0]!];
  if (DOOR.test(to)) return 'nobody imports a door';
  if (from === 'events') return target === 'events' ? undefined : 'events import nothing of ours';
  if (from === 'lib') return ['lib', 'events'].includes(target) ? undefined : 'lib imports events at most';
  if (from === 'functions') return flawBetweenDomains(file, to, names);
  if (from === 'packages') return target === 'packages' ? undefined : 'iot-sql imports nothing of ours';
  if (from === 'web' && SHARED.includes(to)) return undefined;
  if (from === 'web') return ['web', 'events'].includes(target) ? undefined : 'the console talks HTTP and MQTT only';
  if (from === 'local' && target === 'functions') return 'local finds functions in serverless.yml, as AWS would';
  return undefined;
}

function flawBetweenDomains(file: string, to: string, names: string[]): string | undefined {
  const [own, other] = [domainOf(file), domainOf(to)];
  if (file === REGISTRY && to.endsWith('/keys.ts')) return undefined;
  if (to === REGISTRY) return own === 'backup' ? undefined : 'a domain touches its own keys';
  if (/^(lib|events)\//.test(to) || own === other) return undefined;
  if (!own || !other) return 'a domain imports lib, events and other domains';
  if (!EDGES[own]?.includes(other)) return `${own} does not use ${other}: see functions/edges.ts`;
  if (to !== `functions/${other}/index.ts`) return `what ${other} lets others use is in its index.ts`;
  const readsRedis = ALL.some((one) => one.file === file && one.to === 'lib/redis.ts');
  const hasForeignKeys = names.some((name) => name.endsWith('Keys'));
  return readsRedis && hasForeignKeys ? `the keys of ${other} are for scripts that require its Lua` : undefined;
}

test('imports run along the edges', () => {
  expect(ALL.length).toBeGreaterThan(300); // it has looked
  expect(ALL.flatMap((one) => (flaw(one) ? `${one.file} -> ${one.to}: ${flaw(one)}` : []))).toEqual([]);
});

test.each([
  ['lib/redis.ts', 'functions/heatmap/read/heat.ts'],
  ['events/topics.ts', 'lib/http.ts'],
  ['functions/heatmap/read/heat.ts', 'functions/account/index.ts'],
  ['functions/rental/bind.ts', 'functions/device/keys.ts'],
  ['functions/rental/end.ts', 'functions/rental/http/create.ts'],
  ['functions/rental/store.ts', 'functions/keys.ts'],
  ['functions/keys.ts', 'functions/rental/store.ts'],
  ['local/stack.ts', 'functions/auth/verify.ts'],
  ['packages/iot-sql/parser.ts', 'local/ports.mjs'],
  ['web/heat/page.tsx', 'functions/heatmap/cells.ts'],
  ['functions/heatmap/cells.ts', 'web/map/cells.ts'],
])('%s may not import %s', (file, to) => {
  expect(flaw({ file, to, names: [], wanted: [], typesOnly: false })).toBeDefined();
});

test('the edges name the domains of the deployment, and form no circle', () => {
  expect(Object.keys(EDGES).sort()).toEqual([...readDomains()].sort());
  const below = (domain: string): string[] => EDGES[domain]!.flatMap((one) => [one, ...below(one)]);
  for (const domain of Object.keys(EDGES)) expect(below(domain)).not.toContain(domain);
});

test('every keys.ts is among all keys', () => {
  const files = readDomains().map((domain) => `functions/${domain}/keys.ts`);
  const known = ALL.filter(({ file }) => file === REGISTRY).map(({ to }) => to);
  expect(known.filter((to) => to.startsWith('functions/')).sort()).toEqual(
    files.filter((file) => existsSync(file)).sort(),
  );
});

test('what reads heat carries nothing of what writes it, and the other way round', () => {
  const parts = (door: string) =>
    [...reachable(`functions/heatmap/${door}`, ALL)].filter((file) =>
      /^functions\/heatmap\/(ingest|read)\//.test(file),
    );
  for (const door of ['http/read.ts', 'http/rejections.ts', 'mqtt/rollup-venue.ts']) {
    expect(parts(door).filter((file) => file.includes('/ingest/'))).toEqual([]);
  }
  expect(parts('mqtt/ingest.ts').filter((file) => file.includes('/read/'))).toEqual([]);
  expect(parts('http/read.ts').length).toBeGreaterThan(3);
});

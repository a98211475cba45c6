import { withRaisedFence } from '../../deploy/backup/fences.ts';
import { upgrade } from '../../deploy/upgrade/upgrade.ts';
import type { Entry } from '../../functions/backup/entry.ts';
import { devicesOf } from '../../functions/device/index.ts';
import { readDevice } from '../../functions/device/store.ts';
import { keys } from '../../functions/rental/keys.ts';
import { withTwoRedises } from '../functions/backup/doors.ts';
import { aws } from '../harness/aws.ts';
import { runWithAws } from '../harness/aws-cli.ts';

const { old } = withTwoRedises();

test('devices that an earlier release has kept as hashes are read as they were, however often it runs', async () => {
  const fields = { kind: 'bike', position: '[121.47,31.23]', fence: '7', 'property:line': '"7 \\"ä"', state_seq: '9' };
  for (let i = 0; i < 1200; i++) {
    await old.send('HSET', `device:bike-${i}`, ...Object.entries({ ...fields, code_version: String(i) }).flat());
  }
  await old.send('HSET', 'device:bike-1:owners', 'an-account', 'owner');
  await old.send('SET', 'device:bike-new', '{"kind":"bike"}');

  expect(await upgrade(old.rest, () => {})).toBe(1200);
  expect(await upgrade(old.rest, () => {})).toBe(0);
  expect(Object.fromEntries(await readDevice('bike-1199'))).toEqual({ ...fields, code_version: '1199' });
  expect(Object.fromEntries(await readDevice('bike-new'))).toEqual({ kind: 'bike' });
  expect(String(await old.send('HGET', 'device:bike-1:owners', 'an-account'))).toBe('owner');
});

test('the devices of an account that were a set are read with their roles', async () => {
  for (const [id, role] of [
    ['bike-1', 'owner'],
    ['bike-2', 'guest'],
  ] as const) {
    await old.send('HSET', `device:${id}:owners`, 'an account', role);
    await old.send('SADD', 'account:an%20account:devices', id);
  }
  await old.send('SADD', 'account:an%20account:devices', 'bike-4'); // the device itself knows nothing of it
  await old.send('HSET', 'account:another:devices', 'bike-3', 'owner');
  expect(await upgrade(old.rest, () => {})).toBe(1);
  expect(await upgrade(old.rest, () => {})).toBe(0);
  expect(Object.fromEntries(await devicesOf('an account'))).toEqual({
    'bike-1': 'owner',
    'bike-2': 'guest',
    'bike-4': 'guest',
  });
  expect(Object.fromEntries(await devicesOf('another'))).toEqual({ 'bike-3': 'owner' });
});

test('rentals that had ended are listed, to be archived; and all are, by their device', async () => {
  const rentals = [
    { rental_id: 'over', device_id: 'bike-1', requested_at: 5, state: 'settled', ended_at: 1_795_219_200_000 },
    { rental_id: 'cancelled', device_id: 'a b', requested_at: 6, state: 'cancelled', ended_at: 1_795_219_200_001 },
    { rental_id: 'running', device_id: 'bike-1', requested_at: 1_795_219_200_002, state: 'active' },
  ];
  for (const rental of rentals) await old.send('SET', keys.rental(rental.rental_id), JSON.stringify(rental));
  await old.send('SET', keys.used('over'), '{"device_id":"bike-1"}');
  expect(await upgrade(old.rest, () => {})).toBe(5);
  expect(await upgrade(old.rest, () => {})).toBe(0);
  const listed = async (key: string) => ((await old.send('ZRANGE', key, 0, -1, 'WITHSCORES')) as Buffer[]).map(String);
  expect(await listed(keys.ended())).toEqual(['over', '1795219200000', 'cancelled', '1795219200001']);
  expect(await listed(keys.device_rentals('bike-1'))).toEqual(['over', '5', 'running', '1795219200002']);
  expect(await listed(keys.device_rentals('a b'))).toEqual(['cancelled', '6']);
});

test.each([
  ['before it is looked at', 'GET'],
  ['after that', 'EVAL'],
])('a rental that is archived meanwhile, %s, is listed nowhere', async (_, at) => {
  const rental = { rental_id: 'over', device_id: 'bike-1', requested_at: 5, state: 'settled', ended_at: 6 };
  await old.send('SET', keys.rental('over'), JSON.stringify(rental));
  let found = 0;
  const pipeline: typeof old.rest.pipeline = async (commands) => {
    const [[name, ...args] = []] = commands;
    // the step that lists by device is the last one
    if (name === at && `${args}`.includes(at === 'EVAL' ? keys.device_rentals('bike-1') : keys.rental('over'))) {
      found = Number(await old.send('DEL', keys.rental('over'), keys.ended()));
    }
    return old.rest.pipeline(commands);
  };
  expect(await upgrade({ ...old.rest, pipeline }, () => {})).toBe(1);
  expect([found, Number(await old.send('DBSIZE'))]).toEqual([2, 0]);
});

test('a device of a backup has its fence raised, as it is now and as it was', () => {
  const fenceOf = (entry: Entry) => {
    const [first, ...rest] = withRaisedFence(entry).values.map(String);
    return rest.length === 0 ? (JSON.parse(first!) as object) : [first, ...rest];
  };
  const key = 'device:bike';
  const string = Buffer.from('{"kind":"bike","fence":"7"}');
  expect(fenceOf({ key, type: 'string', values: [string] })).toEqual({ kind: 'bike', fence: '100007' });
  const hash = ['kind', 'bike', 'fence', '7'].map((text) => Buffer.from(text));
  expect(fenceOf({ key, type: 'hash', values: hash })).toEqual(['kind', 'bike', 'fence', '100007']);
});

test('npm run upgrade works on the Redis that it is told, and says what it has done', async () => {
  await old.send('HSET', 'device:bike-1', 'kind', 'bike');
  process.env.REDIS_TOKEN = aws.secrets.redis_token!;
  const run = () => runWithAws(['deploy/upgrade/main.ts', '--to', process.env.UPSTASH_REDIS_REST_URL!], []);
  expect(await run()).toMatchObject({ code: 0, text: 'upgraded keys: 1\n' });
  expect(await run()).toMatchObject({ code: 0, text: 'nothing to upgrade\n' });
  expect(Object.fromEntries(await readDevice('bike-1'))).toEqual({ kind: 'bike' });
});

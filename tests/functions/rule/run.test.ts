import { redis } from '../../../lib/redis.ts';
import { brokerIsAway, withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { clockIs, T0 } from '../device/doors.ts';
import { deliver, putRule, readRule, readRules, removeRule, row } from './doors.ts';

withRedis();
const published = withBroker();

let day = 0;
beforeEach(async () => {
  clockIs(T0 + 60_000 * day++); // a warm function has forgotten the rules of the test before
  await redis().flushdb();
});
const now = () => Date.now();

const POWER = `SELECT json_value(data, '$.Powers[0].Power') AS properties.power_w FROM 'devices/+/raw'
  WHERE type = '0706' AND NOT isUndefined(json_query(data, '$.Powers[0]'))`;
const ORDER = `SELECT json_value(data, '$.OrderId') AS rental_id, 'volume' AS meter, json_value(data, '$.Volume') AS quantity
  FROM 'devices/+/raw' WHERE type = '08' AND isNull(profile) AND json_value(data, '$.Flag') IN ['04', '05']`;
const power = (w: unknown) => row('0706', { Powers: [{ Power: w }] });
const countsOf = async (rule: string) => (await readRule(rule)).json.counts;

test('state and usage of many devices are handed on together, with when they came', async () => {
  await putRule('power', POWER, 'state');
  await putRule('order', ORDER, 'usage');
  const order = row('08', { Flag: '04', OrderId: 'r1', Volume: 1230 }, { profile: null });
  await deliver(['pile', power(12.5)], ['tap', order], ['pile-2', power(7)], ['odd', row('99', {})]);
  expect(published(/rule\/state$/)).toEqual([
    {
      reports: [
        ['pile', 12.5],
        ['pile-2', 7],
      ].map(([device_id, power_w]) => ({
        device_id,
        received_at: now(),
        report: { seq: now(), boot: 'raw', at: now(), properties: { power_w } },
      })),
    },
  ]);
  const entries = [{ rental_id: 'r1', meter: 'volume', quantity: 1230 }];
  const usage = { device_id: 'tap', received_at: now(), report: { seq: now(), boot: 'raw', at: now(), entries } };
  expect(published(/rule\/usage$/)).toEqual([{ reports: [usage] }]);
  expect(await countsOf('power')).toEqual({ matched: 2, passed: 2, refused: 0, failed: 0, given_up: 0 });
  expect((await readRules()).json.unmatched).toBe(1);
});

test('a backlog of orders is one report', async () => {
  const sql = `SELECT (SELECT o.Id AS rental_id, 'volume' AS meter, o.Volume AS quantity
    FROM json_query(data, '$.Orders') AS o) AS entries, 'b7' AS boot FROM 'devices/+/raw' WHERE type = '08'`;
  await putRule('backlog', sql, 'usage');
  const orders = Array.from({ length: 100 }, (_, i) => ({ Id: `r${i}`, Volume: i }));
  await deliver(['tap', row('08', { Orders: orders })]);
  const [{ reports }] = published(/rule\/usage$/) as [{ reports: { report: { boot: string; entries: object[] } }[] }];
  expect(reports[0]!.report.boot).toBe('b7');
  expect(reports[0]!.report.entries).toHaveLength(100);
});

test('reports of more bytes than the broker takes are handed on in parts', async () => {
  await putRule('all', "SELECT 'on' AS status, pad AS properties.pad FROM 'devices/+/raw'", 'state');
  await deliver(...Array.from({ length: 50 }, (_, i): [string, unknown] => [`d${i}`, { pad: 'x'.repeat(20_000) }]));
  const events = published(/rule\/state$/) as { reports: { device_id: string }[] }[];
  expect(events.flatMap(({ reports }) => reports.map(({ device_id }) => device_id))).toHaveLength(50);
  for (const event of events) expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(128 * 1024);
  expect(events.length).toBe(10);
});

test('an event of a device, and what is republished, go one by one', async () => {
  await putRule('done', "SELECT 'released' AS type FROM 'devices/+/raw' WHERE type = '09'", 'events');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as AWS IoT writes it
  await putRule('copy', "SELECT imei FROM 'devices/+/raw'", { republish: 'selected/${topic(2)}' });
  await deliver(['tap', row('09', {})]);
  expect(published(/rule\/event$/)).toEqual([{ device_id: 'tap', type: 'released', at: now() }]);
  expect(published(/^selected\/tap$/)).toEqual([{ imei: '860000000000042' }]);
});

test('a rule that fails, divides by zero or selects what does not fit counts that, and stops nobody', async () => {
  await putRule('deep', "SELECT (SELECT VALUE x FROM items AS x WHERE x > 0) AS a FROM 'devices/+/raw'", 'state');
  await putRule('zero', "SELECT 1 / n AS seq, 'on' AS boot FROM 'devices/+/raw' WHERE 1 / n > 0", 'state');
  await putRule('seq', "SELECT 'one' AS seq FROM 'devices/+/raw' WHERE type = '0706'", 'state');
  await putRule('power', POWER, 'state');
  const items = Array.from({ length: 20_000 }, () => 1);
  await deliver(['a', { ...power(1), n: 0, items }], ['b', power(2)], ['c', 'no JSON']);
  expect(
    (published(/rule\/state$/) as { reports: { device_id: string }[] }[])[0]!.reports.map(({ device_id }) => device_id),
  ).toEqual(expect.arrayContaining(['a', 'b']));
  expect(await countsOf('power')).toMatchObject({ matched: 2, passed: 2 });
  expect(await countsOf('zero')).toMatchObject({ matched: 0, failed: 0 });
  expect(await countsOf('deep')).toMatchObject({ failed: 1 });
  const { counts, errors } = (await readRule('seq')).json;
  expect(counts).toMatchObject({ matched: 2, passed: 0, refused: 2 });
  expect(errors).toEqual(['b', 'a'].map((device_id) => ({ at: now(), device_id, detail: '/seq must be integer' })));
});

test('a rule whose pattern backtracks for ever fails at the message that brings it about, and stops nobody', async () => {
  await putRule('slow', "SELECT 'on' AS status FROM 'devices/+/raw' WHERE regexp_matches(text, '^(a+)+$')", 'state');
  await putRule('copy', "SELECT 'on' AS status FROM 'devices/+/raw'", 'state');
  await deliver(['bad', { text: `${'a'.repeat(60)}!` }], ['good', { text: 'aa' }]);
  expect(await countsOf('slow')).toMatchObject({ matched: 1, passed: 1, failed: 1 });
  expect(await countsOf('copy')).toMatchObject({ matched: 2, passed: 2 });
  expect((await readRule('slow')).json.errors).toMatchObject([
    { device_id: 'bad', detail: 'takes too many steps, or grows too large' },
  ]);
});

test('the newest ten errors are kept, and go with their rule', async () => {
  await putRule('seq', "SELECT 'one' AS seq FROM 'devices/+/raw'", 'state');
  for (let i = 0; i < 3; i++) {
    await deliver(...Array.from({ length: 4 }, (_, j): [string, unknown] => [`d${4 * i + j}`, {}]));
  }
  const { errors } = (await readRule('seq')).json;
  expect(errors.map(({ device_id }: { device_id: string }) => device_id)).toEqual(
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => `d${i}`),
  );
  await removeRule('seq');
  await putRule('seq', "SELECT 'one' AS seq FROM 'devices/+/raw'", 'state');
  expect((await readRule('seq')).json).toMatchObject({ errors: [], counts: { refused: 0 } });
});

test('a change holds after five seconds', async () => {
  await putRule('power', POWER, 'state');
  await deliver(['pile', power(1)]);
  await removeRule('power');
  clockIs(now() + 4999);
  await deliver(['pile', power(2)]);
  clockIs(now() + 1);
  await deliver(['pile', power(3)]);
  expect(published(/rule\/state$/)).toHaveLength(2);
});

test('what cannot be handed on is delivered again', async () => {
  await putRule('power', POWER, 'state');
  brokerIsAway();
  await expect(deliver(['pile', power(1)])).rejects.toThrow();
  expect(await countsOf('power')).toMatchObject({ matched: 0 });
});

test('more than the publishes of one moment all arrive', async () => {
  await putRule('done', "SELECT 'released' AS type FROM 'devices/+/raw'", 'events');
  await deliver(...Array.from({ length: 120 }, (_, i): [string, unknown] => [`d${i}`, row('1', {})]));
  const devices = published(/rule\/event$/).map((event) => (event as { device_id: string }).device_id);
  expect(new Set(devices).size).toBe(120);
});

test('what would not fit into a message of the broker is refused, beside others', async () => {
  await putRule('all', "SELECT 'on' AS status, pad AS properties.pad FROM 'devices/+/raw'", 'state');
  await deliver(['big', { pad: 'x'.repeat(103_000) }], ['small', { pad: 'x' }]);
  expect(await countsOf('all')).toMatchObject({ passed: 1, refused: 1 });
  expect((await readRule('all')).json.errors[0]).toMatchObject({
    device_id: 'big',
    detail: 'is more than 102400 bytes',
  });
});

test('rows of one length are read each for itself', async () => {
  await putRule('power', POWER, 'state');
  await deliver(['a', power(11)], ['b', power(22)]);
  const [{ reports }] = published(/rule\/state$/) as [{ reports: { report: { properties: object } }[] }];
  expect(reports.map(({ report }) => report.properties)).toEqual([{ power_w: 11 }, { power_w: 22 }]);
});

test('a kept rule that is none any more holds up nobody', async () => {
  await putRule('power', POWER, 'state');
  await redis().hset('rules', {
    bad: JSON.stringify({ rule_id: 'bad', sql: 'SELECT', into: 'state', registered_at: 1 }),
  });
  await deliver(['a', power(1)]);
  expect(await countsOf('power')).toMatchObject({ passed: 1 });
});

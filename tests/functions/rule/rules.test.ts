import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { putRule, readRule, readRules, removeRule, row, tryRule } from './doors.ts';

withRedis();
beforeEach(() => redis().flushdb());

const SQL = "SELECT json_value(data, '$.w') AS properties.power_w FROM 'devices/+/raw' WHERE type = '0706'";
const none = { matched: 0, passed: 0, refused: 0, failed: 0, given_up: 0 };

test('a rule is there until it is removed', async () => {
  const { status, json } = await putRule('power', SQL, 'state');
  expect([status, json]).toEqual([
    201,
    { rule_id: 'power', sql: SQL, into: 'state', registered_at: expect.any(Number), counts: none, errors: [] },
  ]);
  expect((await readRule('power')).json).toEqual(json);
  expect((await putRule('power', SQL, 'events')).status).toBe(200);
  await putRule('a', SQL, 'usage');
  const { rules, unmatched } = (await readRules()).json;
  expect([rules.map(({ rule_id }: { rule_id: string }) => rule_id), unmatched]).toEqual([['a', 'power'], 0]);
  expect((await removeRule('power')).status).toBe(204);
  expect((await removeRule('power')).json.reason).toBe('rule_unknown');
  expect((await readRule('power')).json.reason).toBe('rule_unknown');
});

test.each([
  ["SELECT FROM 'devices/+/raw'", 'state', 'sql: line 1, column 8: expected'],
  ["SELECT *\nFROM 'devices/+/raw' WHERE fly(x)", 'state', 'sql: line 2, column 28: expected'],
  ["SELECT * FROM 'devices/+/state'", 'state', 'sql: FROM must be'],
  ["SELECT * FROM '#'", 'state', 'sql: FROM must be'],
  ['SELECT *', 'state', 'sql: FROM must be'],
  [SQL, { republish: 'devices/x/commands/y' }, 'into.republish: a topic begins with selected/'],
  [SQL, { republish: 'selected/${' }, 'into.republish: line 1, column 12: expected'],
])('%s into %j is refused with the place of its fault', async (sql, into, detail) => {
  for (const { status, json } of [await putRule('bad', sql, into), await tryRule(sql, into, {})]) {
    expect([status, json.reason, json.detail.slice(0, detail.length)]).toEqual([400, 'rule_invalid', detail]);
  }
});

test('there is room for a hundred rules', async () => {
  for (let i = 0; i < 100; i++) await putRule(`rule-${i}`, SQL, 'state');
  expect((await putRule('one-more', SQL, 'state')).json.reason).toBe('too_many_rules');
  expect((await putRule('rule-7', SQL, 'usage')).status).toBe(200);
});

test('a web address is called with a secret that stays', async () => {
  const { secret } = (await putRule('hook', SQL, { webhook: 'https://example.com/hook' })).json;
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect((await putRule('hook', SQL, { webhook: 'https://example.com/other' })).json.secret).toBe(secret);
  expect((await putRule('hook', SQL, { webhook: 'ftp://example.com' })).json.reason).toBe('invalid_into');
});

describe('trying a rule', () => {
  test('shows what it selects, and what it would hand on', async () => {
    const { json } = await tryRule(SQL, 'state', row('0706', { w: 12.5 }));
    expect(json).toEqual({
      matched: true,
      row: { properties: { power_w: 12.5 } },
      message: { seq: expect.any(Number), boot: 'raw', at: expect.any(Number), properties: { power_w: 12.5 } },
    });
    expect(json.message.seq).toBe(json.message.at);
  });

  test('shows that it does not match, or why its target does not take it', async () => {
    expect((await tryRule(SQL, 'state', row('08', {}))).json).toEqual({ matched: false });
    expect((await tryRule(SQL, 'state', 'no JSON')).json).toEqual({ matched: false });
    expect((await tryRule("SELECT 'x' AS boot, -1 AS seq FROM 'devices/+/raw'", 'state', {})).json).toEqual({
      matched: true,
      row: { boot: 'x', seq: -1 },
      refused: '/seq must be >= 0',
    });
    expect((await tryRule("SELECT VALUE type FROM 'devices/+/raw'", 'state', row('08', {}))).json).toEqual({
      matched: true,
      row: '08',
      refused: 'a rule selects an object',
    });
  });

  test('shows the topic that it would publish to', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as AWS IoT writes it
    const into = { republish: 'selected/${topic(2)}/${type}' };
    expect((await tryRule(SQL, into, row('0706', { w: 1 }), { device_id: 'pile' })).json).toMatchObject({
      topic: 'selected/pile/0706',
      message: { properties: { power_w: 1 } },
    });
    const star = { ...row('0706', { w: 1 }), pk: 'a/+' };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as AWS IoT writes it
    expect((await tryRule(SQL, { republish: 'selected/${pk}' }, star)).json.refused).toBe('no topic: selected/a/+');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as AWS IoT writes it
    expect((await tryRule(SQL, { republish: 'selected/${missing}' }, star)).json.refused).toMatch(/Undefined/);
  });

  test('without a target any SQL may be tried, on any topic', async () => {
    const topic = 'devices/bike-1/commands/rental-7/result';
    const sql = "SELECT outcome FROM 'devices/+/commands/+/result' WHERE startswith(topic(4), 'rental-')";
    const tried = async (text: string, more: object = {}) =>
      (await tryRule(text, undefined, { outcome: 'done' }, more)).json;
    expect(await tried(sql, { topic })).toEqual({ matched: true, row: { outcome: 'done' } });
    expect(await tried(sql, { topic: topic.replace('rental-', 'command-') })).toEqual({ matched: false });
    expect(await tried(sql)).toEqual({ matched: false }); // it is of the raw topic
    const who = "SELECT clientid() AS id FROM 'devices/+/raw'";
    expect(await tried(who, { device_id: 'pile' })).toEqual({ matched: true, row: { id: 'pile' } });
    expect((await tryRule("SELECT * FROM '#'", undefined, 'no JSON')).json).toEqual({ matched: true });
    expect(await tried("SELECT VALUE 0 FROM '#'")).toEqual({ matched: true, row: 0 });
    expect((await tried("SELECT VALUE timestamp() FROM '#'")).row).toBeGreaterThan(Date.now() - 60_000);
    expect(await tried('SELECT')).toMatchObject({ status: 400, reason: 'rule_invalid' });
  });

  test('a rule that reads another topic than the message has does not match', async () => {
    const one = "SELECT * FROM 'devices/pile/raw'";
    const { json } = await tryRule(one, { republish: 'selected/a' }, {}, { topic: 'devices/other/raw' });
    expect(json).toEqual({ matched: false });
  });

  test('bounds its steps', async () => {
    const items = Array.from({ length: 20_000 }, (_, i) => i);
    const sql = "SELECT (SELECT VALUE x FROM items AS x WHERE x > 5) AS some FROM 'devices/+/raw'";
    expect((await tryRule(sql, 'state', { items })).json).toEqual({
      matched: false,
      refused: 'takes too many steps, or grows too large',
    });
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Message, parse, parseTemplate } from '@skein/iot-sql';
import fc from 'fast-check';
import { actor, type Targets } from '../../../../local/aws/iot/actions.ts';
import { type RuleFailure, ruleEngine } from '../../../../local/aws/iot/engine.ts';
import type { Action, Rule } from '../../../../local/aws/iot/rules.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-engine-'));
});
afterEach(() => rm(folder, { recursive: true }));

const rule = (sql: string, actions: Action[], errorAction?: Action, name = 'watch'): Rule => ({
  name,
  statement: parse(sql),
  actions,
  errorAction,
});
const republish = (topic: string, qos = '0'): Action => {
  return { kind: 'Republish', topic: parseTemplate(topic), qos: parseTemplate(qos) };
};
const value = (expression: string) => `\${${expression}}`;
const lambda: Action = { kind: 'Lambda', functionKey: 'f' };
const broken: Action = { kind: 'Sqs', queue: 'Nowhere', base64: false };
const toErrors: Action = { kind: 'Sqs', queue: 'Errors', base64: false };
const message = (topic: string, payload: unknown = {}): Message => ({
  topic,
  payload: payload instanceof Uint8Array ? payload : JSON.stringify(payload),
  clientId: 'AAA',
});

/** Rules with targets in memory; what is republished comes back to the rules, as from the broker. */
function engine(...rules: Rule[]) {
  const sent: Record<string, { body: string; partitionKey: string }[]> = { Queue: [], Errors: [] };
  const published: { topic: string; payload: string; qos: number }[] = [];
  const invoked: [string, unknown][] = [];
  const failures: RuleFailure[] = [];
  const under: Promise<void>[] = [];
  const targets: Targets = {
    invokeLater: (key, event) => void invoked.push([key, event]),
    publish: ({ topic, payload }, qos, hops) => {
      published.push({ topic, payload: Buffer.from(payload).toString(), qos });
      under.push(run({ topic, payload }, hops));
    },
    queue: (id) => sent[id] && { send: (body, partitionKey) => void sent[id]!.push({ body, partitionKey }) },
    folder,
  };
  const run = ruleEngine(rules, actor(targets), (failure) => void failures.push(failure));
  const take = async (...messages: Message[]) => {
    for (const one of messages) await run(one);
    for (const one of under) await one; // those that come meanwhile, too
  };
  return { sent, published, invoked, failures, take };
}

describe('actions', () => {
  test('Lambda is invoked with what was selected', async () => {
    const { take, invoked } = engine(rule("SELECT n, topic(2) AS id FROM 'a/+'", [lambda]));
    await take(message('a/AAA', { n: 1 }), message('b/AAA', { n: 2 }));
    expect(invoked).toEqual([['f', { n: 1, id: 'AAA' }]]);
  });

  test('Republish fills its topic from the original payload, and keeps its QoS', async () => {
    const topic = `phones/${value('phone')}/${value('topic(2)')}`;
    const { take, published } = engine(
      rule("SELECT n FROM 'a/+'", [republish(topic, value('qos')), republish('copy')]),
    );
    await take(message('a/AAA', { n: 1, phone: 'BBB', qos: 1 }), message('a/AAA', { n: 2, phone: 'BBB', qos: 2 }));
    expect(published).toEqual([
      { topic: 'phones/BBB/AAA', payload: '{"n":1}', qos: 1 },
      { topic: 'copy', payload: '{"n":1}', qos: 0 },
      { topic: 'copy', payload: '{"n":2}', qos: 0 }, // and none with QoS 2
    ]);
  });

  test('Republish to $$ is to a reserved topic, and reaches a rule by Basic Ingest', async () => {
    const from = republish(`$$aws/rules/next/x/${value('topic(2)')}`);
    const next = rule("SELECT topic() AS topic FROM 'x/+'", [republish('end')], undefined, 'next');
    const { take, published, failures } = engine(rule("SELECT * FROM 'a/+'", [from]), next);
    await take(message('a/AAA'));
    expect(published.map(({ topic }) => topic)).toEqual(['$aws/rules/next/x/AAA', 'end']);
    expect([published[1]!.payload, failures]).toEqual(['{"topic":"x/AAA"}', []]);
  });

  test('SQS and Kinesis get the text, with a partition key of the template or of its own', async () => {
    const kinesis = { kind: 'Kinesis', stream: 'Queue' } as const;
    const partitionKey = parseTemplate(value('topic(2)'));
    const { take, sent } = engine(
      rule("SELECT n FROM 'a/+'", [
        { kind: 'Sqs', queue: 'Queue', base64: false },
        { kind: 'Sqs', queue: 'Queue', base64: true },
        { ...kinesis, partitionKey },
        { ...kinesis, partitionKey: undefined },
      ]),
    );
    await take(message('a/AAA', { n: 1 }));
    expect(sent.Queue!.map(({ body }) => body)).toEqual(['{"n":1}', 'eyJuIjoxfQ==', '{"n":1}', '{"n":1}']);
    expect(sent.Queue!.slice(2).map(({ partitionKey: key }) => key)).toEqual(['AAA', expect.stringMatching(/^.{36}$/)]);
  });

  test('Firehose appends to a file, an array record by record in batch mode', async () => {
    const files = { kind: 'Firehose', stream: 'Files', separator: '\n' } as const;
    const { take } = engine(
      rule("SELECT n FROM 'a'", [{ ...files, batch: false }]),
      rule("SELECT VALUE list FROM 'b'", [{ ...files, batch: true }]),
    );
    await take(message('a', { n: 1 }), message('b', { list: [1, { n: 2 }] }));
    expect(await readFile(join(folder, 'Files'), 'utf8')).toBe('{"n":1}\n1\n{"n":2}\n');
  });

  test('Firehose in batch mode takes what is no array as one record', async () => {
    const files = { kind: 'Firehose', stream: 'Files', separator: '\n', batch: true } as const;
    const { take, failures } = engine(rule("SELECT n FROM 'a'", [files]));
    await take(message('a', { n: 1 }));
    expect(failures).toEqual([]);
  });

  const bytes = new Uint8Array([0, 255, 128, 65]);

  test('bytes pass to a topic and in base64; a function cannot take them', async () => {
    const actions: Action[] = [
      { kind: 'Sqs', queue: 'Queue', base64: true },
      { kind: 'Lambda', functionKey: 'f' },
    ];
    const { take, sent, failures } = engine(rule("SELECT * FROM 'a'", actions));
    await take(message('a', bytes));
    expect(sent.Queue).toEqual([{ body: 'AP+AQQ==', partitionKey: '' }]);
    expect(failures).toMatchObject([{ rule: 'watch', reason: expect.stringContaining('not JSON') }]);
  });
});

describe('failures', () => {
  test('a rule that fails leaves the others alone, and its own other actions', async () => {
    const { take, invoked, failures } = engine(
      rule("SELECT * FROM 'a'", [broken, lambda]),
      rule("SELECT * FROM 'a'", [lambda]),
    );
    await take(message('a'));
    expect(invoked).toHaveLength(2);
    expect(failures).toEqual([{ rule: 'watch', topic: 'a', reason: expect.stringContaining('Nowhere') }]);
  });

  test("the error action gets AWS's document once, with all that failed", async () => {
    const noValue = republish(`x/${value('nothing')}`);
    const { take, sent, published } = engine(rule("SELECT * FROM 'a/+'", [broken, noValue], toErrors));
    await take(message('a/AAA', { n: 1 }));
    expect(published).toEqual([]);
    expect(sent.Errors).toHaveLength(1);
    expect(JSON.parse(sent.Errors![0]!.body)).toEqual({
      ruleName: 'watch',
      topic: 'a/AAA',
      cloudwatchTraceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      clientId: 'AAA',
      base64OriginalPayload: Buffer.from('{"n":1}').toString('base64'),
      failures: [
        expect.objectContaining({ failedAction: 'SqsAction', errorMessage: expect.stringContaining('Nowhere') }),
        expect.objectContaining({ failedAction: 'RepublishAction', errorMessage: expect.stringContaining('template') }),
      ],
    });
  });

  test('every failure names the resource that failed', async () => {
    const { take, sent } = engine(rule("SELECT * FROM 'a'", [broken], toErrors));
    await take(message('a'));
    expect(JSON.parse(sent.Errors![0]!.body).failures[0]).toMatchObject({ failedResource: 'Nowhere' });
  });

  test('an error action that fails is reported, and nothing comes of it', async () => {
    const { take, failures } = engine(rule("SELECT * FROM 'a'", [broken], broken));
    await take(message('a'));
    expect(failures[1]!.reason).toContain('its error action failed too');
  });

  test.each(['+', '#', 'x'.repeat(300), 'a/b/c/d/e/f/g/h/i', ''])(
    'a topic that nobody could publish to, with %j in it, is a failed action',
    async (part) => {
      const { take, sent, published } = engine(rule("SELECT * FROM 'a'", [republish(value('part'))], toErrors));
      await take(message('a', { part }));
      expect([published.length, sent.Errors!.length]).toEqual([0, 1]);
    },
  );
});

describe('loops', () => {
  test('rules that feed each other are stopped and reported', async () => {
    const { take, published, failures } = engine(
      rule("SELECT * FROM 'a'", [republish('b')], undefined, 'ab'),
      rule("SELECT * FROM 'b'", [republish('a')], undefined, 'ba'),
    );
    await take(message('a'));
    expect(published.length).toBeLessThanOrEqual(20);
    expect(failures).toEqual([expect.objectContaining({ reason: expect.stringContaining('loop') })]);
  });

  test('an error action that feeds its own rule is stopped, too', async () => {
    const { take, published, failures } = engine(rule("SELECT * FROM 'a'", [broken], republish('a')));
    await take(message('a'));
    expect([published.length < 20, failures.at(-1)!.reason]).toEqual([true, expect.stringContaining('loop')]);
  });

  test('a chain that ends is not stopped', async () => {
    const steps = [0, 1, 2, 3, 4, 5].map((i) => rule(`SELECT * FROM 's/${i}'`, [republish(`s/${i + 1}`)]));
    const { take, published, failures } = engine(...steps);
    await take(message('s/0'));
    expect([published.at(-1)!.topic, failures]).toEqual(['s/6', []]);
  });
});

describe('Basic Ingest', () => {
  test('runs the named rule alone, with the topic behind its name', async () => {
    const sql = "SELECT topic() AS topic FROM 'a/+'";
    const { take, invoked, failures } = engine(rule(sql, [lambda]), rule(sql, [broken], undefined, 'other'));
    await take(message('$aws/rules/watch/a/AAA'));
    expect([invoked, failures]).toEqual([[['f', { topic: 'a/AAA' }]], []]);
  });

  test('a rule that there is not is reported', async () => {
    const { take, failures } = engine(rule("SELECT * FROM 'a'", [broken]));
    await take(message('$aws/rules/nobody/a'));
    expect(failures).toEqual([{ rule: 'nobody', topic: '$aws/rules/nobody/a', reason: 'no rule has this name' }]);
  });
});

test('no message whatever makes the engine throw', async () => {
  const all = rule("SELECT *, a.b.c, get(*, 0) AS g, a + b AS s FROM '#' WHERE NOT a = 1", [
    republish(`x/${value('a')}`),
    lambda,
    { kind: 'Firehose', stream: 'Files', separator: '', batch: true },
  ]);
  const payload = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
    fc.object({ key: fc.constantFrom('a', 'b', 'c'), maxDepth: 3 }).map((one) => Buffer.from(JSON.stringify(one))),
  );
  const topic = fc.string({ unit: fc.constantFrom(...'ab/+#$\0é'), maxLength: 12 });
  const take = (to: string, bytes: Uint8Array) => engine(all).take({ topic: to, payload: bytes });
  await fc.assert(fc.asyncProperty(topic, payload, take), { numRuns: 300 });
  for (const depth of [999, 50_000]) await take('a', Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`));
});

import { batchWithout, letterOf, lettersOf } from '../../../local/dead-letters/letter.ts';
import { counts, shown } from '../../../local/dead-letters/show.ts';
import { failedBatch, invocation, KEY, QUEUE_ARN, ruleError, STREAM_ARN } from './samples.ts';

const read = (body: string, attributes: Record<string, string> = {}) =>
  letterOf('HeatmapDeadLetters', { id: 'm-1', body, attributes: { SentTimestamp: '1700000000000', ...attributes } });

test('what a rule could not hand on goes to that rule, with the topic and the bytes that it had', () => {
  const letter = read(ruleError());
  const payload = Buffer.from('{"seq":1}');
  expect(letter.target).toEqual({ to: 'rule', rule: 'skein_prod_crowd', topic: 'devices/robot/crowd', payload });
  expect(shown(letter)).toEqual({
    ...{ id: 'm-1', at: '2023-11-14T22:13:20.000Z', queue: 'HeatmapDeadLetters', domain: 'heatmap', kind: 'rule' },
    ...{ target: 'rule skein_prod_crowd', topic: 'devices/robot/crowd', reason: 'SqsAction: Failed to send' },
    payload: { seq: 1 },
  });
});

test('a message that came by Basic Ingest has the prefix of its rule once', () => {
  const { target } = read(ruleError({ topic: '$aws/rules/skein_prod_crowd/devices/robot/crowd' }));
  expect(target).toMatchObject({ topic: 'devices/robot/crowd' });
});

test('what a function could not do goes to that function, with the event that it had', () => {
  const letter = read(invocation());
  expect(letter.target).toEqual({
    to: 'function',
    arn: 'arn:aws:lambda:us-east-2:123456789012:function:skein-prod-rentalResult:$LATEST',
    payload: '{"device_id":"bike"}',
  });
  expect(shown(letter)).toMatchObject({
    ...{ kind: 'function', target: 'function skein-prod-rentalResult', payload: { device_id: 'bike' } },
    reason: 'RequestId: e4b46cbf Process exited before completing request',
  });
});

test('a function that answered nothing is explained by the condition', () => {
  expect(read(invocation({ responsePayload: null })).reason).toBe('RetriesExhausted');
});

test('what SQS moved here goes to the queue that it came from, whatever its body looks like', () => {
  for (const body of [ruleError(), invocation(), 'no JSON', '{}']) {
    const { target } = read(body, { DeadLetterQueueSourceArn: QUEUE_ARN });
    expect(target).toEqual({ to: 'queue', arn: QUEUE_ARN, body });
  }
});

test.each(['', 'no JSON', '[]', 'null', '7', '{"ruleName":"r"}', '{"requestContext":{}}', '{"requestPayload":1}'])(
  'a message %p that nobody can have written goes nowhere, and can be read',
  (body) => {
    const letter = read(body);
    expect([letter.target, shown(letter)]).toEqual([undefined, expect.objectContaining({ kind: 'unknown' })]);
  },
);

test('an envelope is opened, and what is no text is shown as base64', () => {
  const of = (data: Buffer) => JSON.stringify({ device_id: 'robot', received_at: 5, data: data.toString('base64') });
  const payload = (body: string) => shown(read(body, { DeadLetterQueueSourceArn: QUEUE_ARN }));
  expect(payload(of(Buffer.from('{"seq":1}')))).toMatchObject({
    payload: { device_id: 'robot', received_at: 5, data: { seq: 1 } },
  });
  expect(payload(of(Buffer.from([0xff, 0xfe])))).toMatchObject({ payload: { data: { base64: '//4=' } } });
  expect(payload(of(Buffer.from('no JSON')))).toMatchObject({ payload: { data: 'no JSON' } });
});

test('a failed batch is a letter for each record, to its stream under its key', () => {
  const letters = lettersOf('HeatmapDeadBatches', KEY, failedBatch('a', 'b'));
  expect(letters).toEqual(
    ['a', 'b'].map((body, i) => ({
      id: `${KEY}#${i + 1}`,
      queue: 'HeatmapDeadBatches',
      at: Date.parse('2019-11-14T00:38:06.021Z'),
      reason: "RetryAttemptsExhausted; the function's log says why",
      target: { to: 'stream', arn: STREAM_ARN, partitionKey: `key-${body}`, data: Buffer.from(body) },
      payload: Buffer.from(body),
    })),
  );
  expect(shown(letters[0]!)).toMatchObject({ domain: 'heatmap', target: 'stream skein-prod-CrowdKinesis-1ABC' });
});

test('the object of a batch loses what was sent, and is gone with the last', () => {
  const text = failedBatch('a', 'b', 'c');
  const [a, b, c] = lettersOf('B', KEY, text);
  const rest = batchWithout(text, [a!, c!])!;
  expect(lettersOf('B', KEY, rest)).toEqual([b]);
  expect(batchWithout(rest, [b!])).toBeUndefined();
});

test.each(['no JSON', '{}', JSON.stringify({ ...JSON.parse(failedBatch('a')), payload: 'cut' })])(
  'an object %p without records goes nowhere',
  (text) => {
    expect(lettersOf('B', KEY, text)).toEqual([expect.objectContaining({ id: KEY, target: undefined })]);
  },
);

test('letters are counted by queue and kind, with the oldest and its reason', () => {
  const rule = (at: string, errorMessage: string) =>
    read(ruleError({ failures: [{ failedAction: 'A', errorMessage }] }), { SentTimestamp: at });
  const letters = [rule('2000', 'later'), read(invocation()), rule('1000', 'sooner'), rule('3000', 'last')];
  expect(counts(letters)).toEqual([
    {
      ...{ queue: 'HeatmapDeadLetters', kind: 'rule', letters: 3 },
      ...{ oldest: '1970-01-01T00:00:01.000Z', example: 'A: sooner' },
    },
    expect.objectContaining({ kind: 'function', letters: 1 }),
  ]);
});

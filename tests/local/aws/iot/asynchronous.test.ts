import { asynchronousInvoke } from '../../../../local/aws/asynchronous.ts';
import { deadLetters } from '../../../../local/aws/queues/dead-letters.ts';
import type { Serverless } from '../../../../local/aws/serverless.ts';
import { Throttled } from '../../../../local/aws/throttled.ts';

jest.mock('node:timers/promises', () => ({ setTimeout: async () => {} })); // no retry is worth waiting for

/** Invokes a function that does `attempt`, and lets all retries pass. */
async function invoked(attempt: (event: unknown) => unknown, definition: object = {}, event: unknown = { n: 1 }) {
  const service = { getFunction: () => ({ name: 'skein-local-f', handler: 'f', ...definition }) };
  const told: string[][] = [];
  const letters = deadLetters((...one) => void told.push(one));
  const invoke = jest.fn(async (_: string, given: unknown) => attempt(given));
  const result = asynchronousInvoke({ service } as unknown as Serverless, invoke, letters).invokeLater('f', event);
  expect(result).toBeUndefined(); // it is accepted, no more
  await new Promise(setImmediate);
  const kept = told.flatMap(([queue, reason]) =>
    letters.receive(queue!, 10, 0).map(({ body }) => ({ queue, reason, body: JSON.parse(body) })),
  );
  return { calls: invoke.mock.calls.map(([, given]) => given), letters: kept, told };
}
const fail = () => Promise.reject(new Error('out of order'));
const onFailure = { destinations: { onFailure: { type: 'sqs', arn: { 'Fn::GetAtt': ['Failed', 'Arn'] } } } };

test('a success is the end of it', async () => {
  const { calls, letters } = await invoked(() => 'done', onFailure);
  expect([calls.length, letters]).toEqual([1, []]);
});

test('what fails twice and then works leaves nothing behind', async () => {
  let attempts = 0;
  const { calls, letters } = await invoked(() => (++attempts < 3 ? fail() : 'done'), onFailure);
  expect([calls.length, letters]).toEqual([3, []]);
});

test('a call that is throttled is no attempt', async () => {
  let calls = 0;
  const throttled = () => Promise.reject(new Throttled());
  const outcome = await invoked(() => (++calls <= 10 ? throttled() : 'done'), onFailure);
  expect([outcome.calls.length, outcome.letters]).toEqual([11, []]);
});

test('three attempts, then its destination gets the record that AWS puts there', async () => {
  const { calls, letters } = await invoked(fail, onFailure);
  expect(calls).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  expect(letters).toEqual([
    {
      queue: 'Failed',
      reason: 'out of order',
      body: expect.objectContaining({
        requestContext: expect.objectContaining({ condition: 'RetriesExhausted', approximateInvokeCount: 3 }),
        requestPayload: { n: 1 },
        responsePayload: expect.objectContaining({ errorMessage: 'out of order' }),
      }),
    },
  ]);
});

test('the record is whole: version, time, request id and response context', async () => {
  const [letter] = (await invoked(fail, onFailure)).letters;
  expect(letter!.body).toMatchObject({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    requestContext: {
      requestId: expect.any(String),
      functionArn: 'arn:aws:lambda:local:000000000000:function:skein-local-f:$LATEST',
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  });
});

test('without a destination it is dropped as on AWS, and told', async () => {
  const { letters, told } = await invoked(fail);
  expect(letters).toEqual([]);
  expect(told).toEqual([['none, f drops it', 'out of order']]);
});

test('a dead-letter queue (onError) gets the event itself', async () => {
  const { letters } = await invoked(fail, { onError: { 'Fn::GetAtt': ['Dead', 'Arn'] } });
  expect(letters).toMatchObject([{ queue: 'Dead', body: { n: 1 }, reason: 'out of order' }]);
});

test.each([0, 1])('maximumRetryAttempts %i is kept to', async (maximumRetryAttempts) => {
  const { calls, letters } = await invoked(fail, { ...onFailure, maximumRetryAttempts });
  expect(calls).toHaveLength(maximumRetryAttempts + 1);
  expect(letters[0]!.body).toMatchObject({ requestContext: { approximateInvokeCount: maximumRetryAttempts + 1 } });
});

test('every attempt gets the event as it was sent, whatever the one before did to it', async () => {
  const { calls, letters } = await invoked((event) => {
    const { n } = event as { n?: number };
    delete (event as { n?: number }).n;
    return Promise.reject(new Error(`n is ${n}`));
  }, onFailure);
  expect(calls).toHaveLength(3);
  expect(letters).toMatchObject([{ reason: 'n is 1', body: { requestPayload: { n: 1 } } }]);
});

test('a function that throws a text is given up with it for a reason', async () => {
  const { letters } = await invoked(() => Promise.reject('a text'), onFailure);
  expect(letters).toMatchObject([{ queue: 'Failed', reason: 'a text' }]);
});

import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { payloadOf, readQueue } from '../../lib/batch.ts';
import { withMetrics } from '../harness/metrics.ts';
import { envelope, kinesisEvent, sqsEvent } from '../harness/queued.ts';

const measured = withMetrics();
const good = envelope('bike', { a: 1 }, 5);
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test.each([
  ['SQS', sqsEvent, 'message'],
  ['Kinesis', kinesisEvent, 'sequence'],
])('a batch of %s is its messages, with what the queue calls them and when they came', async (_, event, name) => {
  const take = jest.fn(async () => ({ accepted: 1, failed: [`${name}-1`] }));
  jest.spyOn(Date, 'now').mockReturnValue(7);
  expect(await readQueue('state', take)(event(good, good))).toEqual(failures(`${name}-1`));
  const delivery = { data: Buffer.from('{"a":1}').toString('base64'), device_id: 'bike', received_at: 5 };
  expect(take).toHaveBeenCalledWith(
    [
      { id: `${name}-0`, ...delivery },
      { id: `${name}-1`, ...delivery },
    ],
    7,
  );
  jest.restoreAllMocks();
});

test('what no rule of ours has written fails alone, to end among the dead letters', async () => {
  const take = jest.fn(async () => ({ accepted: 1 }));
  const read = readQueue('state', take);
  expect(await read(sqsEvent('not json', good, '{"device_id":"bike"}'))).toEqual(failures('message-0', 'message-2'));
  expect(take).toHaveBeenCalledTimes(1);
  expect(await read(sqsEvent('not json'))).toEqual(failures('message-0'));
  expect(take).toHaveBeenCalledTimes(1);
});

test('a batch of which nothing could be taken is an error of the function', async () => {
  const read = readQueue('state', async (deliveries) => ({ accepted: 0, failed: deliveries.map(({ id }) => id) }));
  await expect(read(sqsEvent(good, 'not json'))).rejects.toThrow('none of the batch');
});

test('what is logged of a batch has the id of the call', async () => {
  const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
  await readQueue('state', jest.fn())(sqsEvent('not json'), { awsRequestId: 'a-call' } as Context);
  expect(error.mock.calls).toEqual([['a message that is no envelope', { request_id: 'a-call', id: 'message-0' }]]);
  jest.restoreAllMocks();
});

test('nothing is early: by a clock behind that of the broker a message has no lag', async () => {
  await readQueue('state', async () => ({ accepted: 1 }))(sqsEvent(envelope('bike', {}, Date.now() + 60_000)));
  expect(measured()).toEqual([
    ['accepted', 'state', 1],
    ['lag', 'state', 0],
  ]);
});

test('a payload is its JSON, or nothing', () => {
  expect(payloadOf({ data: Buffer.from('{"a":1}').toString('base64') })).toEqual({ a: 1 });
  expect(payloadOf({ data: Buffer.from('not json').toString('base64') })).toBeUndefined();
});

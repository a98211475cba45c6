import { payloadOf, readQueue } from '../../lib/batch.ts';
import { envelope, kinesisEvent, sqsEvent } from '../harness/queued.ts';

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

test('a payload is its JSON, or nothing', () => {
  expect(payloadOf({ data: Buffer.from('{"a":1}').toString('base64') })).toEqual({ a: 1 });
  expect(payloadOf({ data: Buffer.from('not json').toString('base64') })).toBeUndefined();
});

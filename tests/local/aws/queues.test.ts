import { kinesisQueue } from '../../../local/aws/queues/kinesis.ts';
import type { QueueSettings } from '../../../local/aws/queues/queue.ts';
import { sqsQueue } from '../../../local/aws/queues/sqs.ts';
import { eventually } from '../../harness/eventually.ts';

interface SqsEvent {
  Records: { messageId: string; body: string }[];
}
interface KinesisEvent {
  Records: { kinesis: { sequenceNumber: string; data: string } }[];
}

function setUp(deliveries = 3) {
  const givenUp: [string, string][] = [];
  const settings: QueueSettings = {
    name: 'Queue',
    functionKey: 'f',
    batchSize: 8,
    deliveries,
    giveUp: (given, reason) => givenUp.push(...given.map(({ body }): [string, string] => [body, reason])),
  };
  return { givenUp, settings };
}

const bodies = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
const textOf = (data: string) => Buffer.from(data, 'base64').toString();

describe('SQS', () => {
  test('messages come in batches; the failed ones alone come again, and then go to the dead letters', async () => {
    const { givenUp, settings } = setUp();
    const seen = new Map<string, number>();
    const queue = sqsQueue(settings, async (_, event) => {
      const { Records } = event as SqsEvent;
      expect(Records.length).toBeLessThanOrEqual(8);
      for (const { body } of Records) seen.set(body, (seen.get(body) ?? 0) + 1);
      return {
        batchItemFailures: Records.filter(({ body }) => body === '5').map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      };
    });
    for (const body of bodies(1, 20)) queue.send(body, '');
    await queue.idle();
    expect(seen.get('5')).toBe(3);
    expect(
      bodies(1, 20)
        .filter((body) => body !== '5')
        .every((body) => seen.get(body) === 1),
    ).toBe(true);
    expect(givenUp).toEqual([['5', 'the function reported it as failed']]);
  });

  test('a function that throws, or names an id that was not sent, gets the whole batch again', async () => {
    for (const answer of [
      () => Promise.reject(new Error('down')),
      async () => ({ batchItemFailures: [{ itemIdentifier: '' }] }),
    ]) {
      const { givenUp, settings } = setUp();
      let calls = 0;
      const queue = sqsQueue(settings, async () => {
        calls += 1;
        return calls < 3 ? answer() : undefined;
      });
      queue.send('a', '');
      queue.send('b', '');
      await queue.idle();
      expect([calls, givenUp]).toEqual([3, []]);
    }
  });
});

describe('Kinesis', () => {
  test('records keep their order, and are taken up again from the first that failed', async () => {
    const { givenUp, settings } = setUp();
    const taken: string[] = [];
    let failed = false;
    const queue = kinesisQueue(settings, async (_, event) => {
      const { Records } = event as KinesisEvent;
      for (const { kinesis } of Records) {
        const body = textOf(kinesis.data);
        if (body === '5' && !failed) {
          failed = true;
          return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
        }
        taken.push(body);
      }
      return { batchItemFailures: [] };
    });
    for (const body of bodies(1, 20)) queue.send(body, '');
    await queue.idle();
    expect(taken).toEqual(bodies(1, 20));
    expect(givenUp).toEqual([]);
  });

  test('one poisoned record does not hold up those behind it', async () => {
    const { givenUp, settings } = setUp();
    const taken = new Set<string>();
    const queue = kinesisQueue(settings, async (_, event) => {
      const found = (event as KinesisEvent).Records.map(({ kinesis }) => textOf(kinesis.data));
      if (found.includes('7')) throw new Error('poison');
      for (const body of found) taken.add(body);
    });
    for (const body of bodies(1, 20)) queue.send(body, '');
    await queue.idle();
    expect([...taken]).toEqual(bodies(1, 20).filter((body) => body !== '7'));
    expect(givenUp).toEqual([['7', 'poison']]);
  });

  test('records that were tried for too long are given up, the younger ones go on', async () => {
    const { givenUp, settings } = setUp(Number.POSITIVE_INFINITY);
    let isBroken = true;
    const queue = kinesisQueue({ ...settings, patience: 500 }, async () => {
      if (isBroken) throw new Error('outage');
    });
    for (const body of bodies(1, 3)) queue.send(body, '');
    const over = queue.idle();
    await eventually(() => expect(givenUp).not.toEqual([]), 5000).finally(() => {
      isBroken = false;
    });
    queue.send('4', '');
    await over;
    await queue.idle();
    expect(givenUp[0]).toEqual(['1', 'outage']);
    expect(givenUp.map(([body]) => body)).not.toContain('4');
  });
});

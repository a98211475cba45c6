import { PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './clients.ts';
import type { Letter } from './letter.ts';

/**
 * Sends a letter to where it failed, and only there; rejects if that did not take it. `queueUrls` are those of the
 * stack's queues, by ARN's last part.
 */
export async function send(letter: Letter, clients: Clients, queueUrls: ReadonlyMap<string, string>): Promise<void> {
  const { target } = letter;
  switch (target?.to) {
    case 'rule': {
      // Basic Ingest, so that no other rule of the topic sees the message twice, and no subscriber
      const topic = `$aws/rules/${target.rule}/${target.topic}`;
      await clients.iot.send(new PublishCommand({ topic, qos: 1, payload: target.payload }));
      return;
    }
    case 'function': {
      const Payload = Buffer.from(target.payload);
      await clients.lambda.send(new InvokeCommand({ FunctionName: target.arn, InvocationType: 'Event', Payload }));
      return;
    }
    case 'queue': {
      const QueueUrl = queueUrls.get(target.arn.split(':').at(-1)!);
      if (!QueueUrl) throw new Error('the stack has no such queue any more');
      await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: target.body }));
      return;
    }
    case 'stream': {
      const { arn: StreamARN, partitionKey: PartitionKey, data: Data } = target;
      await clients.kinesis.send(new PutRecordCommand({ StreamARN, PartitionKey, Data }));
      return;
    }
    default:
      throw new Error('it is not known where it failed');
  }
}

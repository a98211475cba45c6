import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { awsClients } from '../../../local/dead-letters/clients.ts';
import { redrive } from '../../../local/dead-letters/redrive.ts';
import { send } from '../../../local/dead-letters/send.ts';
import { findStack } from '../../../local/dead-letters/stack.ts';
import { failedBatch, invocation, KEY, QUEUE_ARN, ruleError, STREAM_ARN } from './samples.ts';

const cloudFormation = mockClient(CloudFormationClient);
const iot = mockClient(IoTDataPlaneClient);
const kinesis = mockClient(KinesisClient);
const lambda = mockClient(LambdaClient);
const s3 = mockClient(S3Client);
const sqs = mockClient(SQSClient);
const all = [cloudFormation, iot, kinesis, lambda, s3, sqs];

const url = (name: string) => `https://sqs.us-east-2.amazonaws.com/123456789012/${name}`;
const DEAD = url('skein-prod-HeatmapDeadLetters-1ABC');
const SOURCE = url('skein-prod-CrowdSqs-1ABC');

beforeEach(() => {
  for (const one of all) one.reset();
  const resource = (LogicalResourceId: string, ResourceType: string, PhysicalResourceId: string) => ({
    ...{ LogicalResourceId, ResourceType, PhysicalResourceId },
    ...{ ResourceStatus: 'CREATE_COMPLETE' as const, LastUpdatedTimestamp: new Date(0) },
  });
  cloudFormation
    .on(ListStackResourcesCommand, { StackName: 'skein-prod' })
    .resolves({
      NextToken: 'more',
      StackResourceSummaries: [
        resource('HeatmapDeadLetters', 'AWS::SQS::Queue', DEAD),
        resource('ServerlessDeploymentBucket', 'AWS::S3::Bucket', 'deployments'),
      ],
    })
    .on(ListStackResourcesCommand, { StackName: 'skein-prod', NextToken: 'more' })
    .resolves({
      StackResourceSummaries: [
        resource('CrowdSqs', 'AWS::SQS::Queue', SOURCE),
        resource('HeatmapDeadBatches', 'AWS::S3::Bucket', 'bucket'),
      ],
    });
  sqs.on(DeleteMessageBatchCommand).resolves({});
  s3.on(ListObjectsV2Command).resolves({ Contents: [] });
});

/** The dead-letter queue gives these, so many at a time, then nothing. */
function letters(...bodies: [body: string, source?: string | undefined, id?: string][]): void {
  const messages = bodies.map(([Body, source, id], i) => ({
    ...{ MessageId: id ?? `m-${i}`, ReceiptHandle: `receipt-${i}`, Body },
    Attributes: { SentTimestamp: '1000', ...(source && { DeadLetterQueueSourceArn: source }) },
  }));
  const calls = sqs.on(ReceiveMessageCommand);
  for (let i = 0; i < messages.length; i += 10) calls.resolvesOnce({ Messages: messages.slice(i, i + 10) });
  calls.resolves({});
}

async function run(isWanted = (_: { id: string }) => true) {
  const clients = awsClients('us-east-2');
  const { sources, queueUrls } = await findStack('skein-prod', clients);
  const tell = () => {};
  return redrive(sources, { send: (letter) => send(letter, clients, queueUrls), isWanted, tell, now: Date.now() });
}

const deleted = () =>
  sqs.commandCalls(DeleteMessageBatchCommand).flatMap(({ args: [{ input }] }) => {
    expect(input.QueueUrl).toBe(DEAD);
    return input.Entries!.map(({ ReceiptHandle }) => ReceiptHandle);
  });
const givenBack = () =>
  sqs.commandCalls(ChangeMessageVisibilityBatchCommand).flatMap(({ args: [{ input }] }) =>
    input.Entries!.map(({ ReceiptHandle, VisibilityTimeout }) => {
      expect([input.QueueUrl, VisibilityTimeout]).toEqual([DEAD, 0]);
      return ReceiptHandle;
    }),
  );

test('each kind goes to its target and nowhere else, and is deleted', async () => {
  letters([ruleError()], [invocation()], ['envelope', QUEUE_ARN]);
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: KEY }] });
  s3.on(GetObjectCommand, { Bucket: 'bucket', Key: KEY }).resolves({
    Body: { transformToString: async () => failedBatch('a', 'b') } as never,
  });
  expect(await run()).toEqual([
    { target: 'rule skein_prod_crowd', sent: 1, failed: 0, left: 0 },
    { target: 'function skein-prod-rentalResult', sent: 1, failed: 0, left: 0 },
    { target: 'queue skein-prod-CrowdSqs-1ABC', sent: 1, failed: 0, left: 0 },
    { target: 'stream skein-prod-CrowdKinesis-1ABC', sent: 2, failed: 0, left: 0 },
  ]);
  expect(iot.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { topic: '$aws/rules/skein_prod_crowd/devices/robot/crowd', qos: 1, payload: Buffer.from('{"seq":1}') },
  ]);
  expect(lambda.commandCalls(InvokeCommand).map(({ args: [{ input }] }) => input)).toEqual([
    {
      FunctionName: 'arn:aws:lambda:us-east-2:123456789012:function:skein-prod-rentalResult:$LATEST',
      InvocationType: 'Event',
      Payload: Buffer.from('{"device_id":"bike"}'),
    },
  ]);
  expect(sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { QueueUrl: SOURCE, MessageBody: 'envelope' },
  ]);
  expect(kinesis.commandCalls(PutRecordCommand).map(({ args: [{ input }] }) => input)).toEqual(
    ['a', 'b'].map((body) => ({ StreamARN: STREAM_ARN, PartitionKey: `key-${body}`, Data: Buffer.from(body) })),
  );
  expect(deleted()).toEqual(['receipt-0', 'receipt-1', 'receipt-2']);
  expect(s3.commandCalls(DeleteObjectCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { Bucket: 'bucket', Key: KEY },
  ]);
  expect(givenBack()).toEqual([]);
});

test('what its target refuses stays, can be had again at once, and is told', async () => {
  letters([ruleError()], [invocation()], ['envelope', QUEUE_ARN], ['no letter']);
  lambda.on(InvokeCommand).rejects(new Error('throttled'));
  expect(await run()).toEqual([
    { target: 'rule skein_prod_crowd', sent: 1, failed: 0, left: 0 },
    { target: 'function skein-prod-rentalResult', sent: 0, failed: 1, left: 1, example: 'throttled' },
    { target: 'queue skein-prod-CrowdSqs-1ABC', sent: 1, failed: 0, left: 0 },
    { target: 'nowhere', sent: 0, failed: 1, left: 1, example: 'it is not known where it failed' },
  ]);
  expect(deleted()).toEqual(['receipt-0', 'receipt-2']);
  expect(givenBack()).toEqual(['receipt-1', 'receipt-3']);
});

test('nothing is deleted before its target has accepted it', async () => {
  letters([invocation()]);
  let accept = (_: object) => {};
  lambda.on(InvokeCommand).callsFake(() => new Promise((resolve) => (accept = resolve)));
  const running = run();
  while (lambda.calls().length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(deleted()).toEqual([]);
  accept({});
  await running;
  expect(deleted()).toEqual(['receipt-0']);
});

test('all pages are read; what comes again is not sent again', async () => {
  const rules = Array.from({ length: 23 }, (): [string] => [ruleError()]);
  letters(...rules, [invocation()], ...rules.slice(0, 6), [invocation(), undefined, 'm-23']);
  lambda.on(InvokeCommand).rejects(new Error('throttled'));
  const tallies = await run();
  expect(tallies).toMatchObject([
    { sent: 29, failed: 0, left: 0 },
    { sent: 0, failed: 1, left: 1 },
  ]);
  expect(lambda.commandCalls(InvokeCommand)).toHaveLength(1);
  expect(givenBack()).toEqual(['receipt-30']); // of its last delivery
});

test('only what is wanted is sent, the rest is given back', async () => {
  letters([ruleError()], [ruleError()], [ruleError()]);
  expect(await run(({ id }) => id === 'm-1')).toMatchObject([{ sent: 1, failed: 0, left: 2 }]);
  expect([deleted(), givenBack()]).toEqual([['receipt-1'], ['receipt-0', 'receipt-2']]);
});

test('a deletion that fails is told, and that letter is given back', async () => {
  letters([ruleError()], [ruleError()]);
  sqs.on(DeleteMessageBatchCommand).resolves({ Successful: [], Failed: [{ Id: '1', SenderFault: false, Code: 'x' }] });
  expect(await run()).toMatchObject([{ sent: 1, failed: 1, left: 1 }]);
  expect(givenBack()).toEqual(['receipt-1']);
});

test('letters are given back even if reading breaks off', async () => {
  letters([ruleError()]);
  sqs
    .on(ReceiveMessageCommand)
    .resolvesOnce({ Messages: [{ MessageId: 'm', ReceiptHandle: 'held', Body: 'x', Attributes: {} }] })
    .rejects(new Error('denied'));
  await expect(run()).rejects.toThrow('denied');
  expect(givenBack()).toEqual(['held']);
});

test('of a batch that was taken in part the rest is kept', async () => {
  letters();
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: KEY }] });
  s3.on(GetObjectCommand).resolves({ Body: { transformToString: async () => failedBatch('a', 'b', 'c') } as never });
  kinesis.on(PutRecordCommand, { PartitionKey: 'key-b' }).rejects(new Error('throughput exceeded'));
  expect(await run()).toEqual([
    { target: 'stream skein-prod-CrowdKinesis-1ABC', sent: 2, failed: 1, left: 1, example: 'throughput exceeded' },
  ]);
  const [kept] = s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input);
  const { Records } = JSON.parse(JSON.parse(String(kept!.Body)).payload);
  expect([kept!.Key, Records]).toEqual([
    KEY,
    [expect.objectContaining({ kinesis: expect.objectContaining({ partitionKey: 'key-b' }) })],
  ]);
  expect(s3.commandCalls(DeleteObjectCommand)).toEqual([]);
});

test('an object that another run has just taken is passed over', async () => {
  letters();
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: KEY }] });
  s3.on(GetObjectCommand).rejects(Object.assign(new Error('gone'), { name: 'NoSuchKey' }));
  expect(await run()).toEqual([]);
});

test('a queue that the stack has no more takes nothing, and the letter stays', async () => {
  letters(['envelope', 'arn:aws:sqs:us-east-2:123456789012:gone']);
  expect(await run()).toEqual([
    { target: 'queue gone', sent: 0, failed: 1, left: 1, example: 'the stack has no such queue any more' },
  ]);
  expect([deleted(), givenBack()]).toEqual([[], ['receipt-0']]);
});

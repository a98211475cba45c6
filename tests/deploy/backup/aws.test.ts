import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { backUpOnAws } from '../../../deploy/backup/invoke.ts';
import { sourceOf } from '../../../deploy/backup/source.ts';

process.env.AWS_REGION = 'us-east-1';
const lambda = mockClient(LambdaClient);
const s3 = mockClient(S3Client);
beforeEach(() => {
  lambda.reset();
  s3.reset();
});

// what the SDK gives of a payload and of a body, as far as is used
const payload = (answer: object) => Buffer.from(JSON.stringify(answer)) as never;
const body = (text: string) => ({ Body: { transformToByteArray: async () => Buffer.from(text) } }) as never;

test('the function of the stage is called, once, and its answer awaited', async () => {
  const done = { from: 's3://bucket/folder', lines: 3, took_ms: 5 };
  lambda.on(InvokeCommand).resolves({ StatusCode: 200, Payload: payload(done) });
  expect(await backUpOnAws('prod')).toEqual(done);
  expect(lambda.commandCalls(InvokeCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { FunctionName: 'skein-prod-backupExport' },
  ]);
});

test('what it throws is told', async () => {
  const error = { errorType: 'Error', errorMessage: 'no room' };
  lambda.on(InvokeCommand).resolves({ FunctionError: 'Unhandled', Payload: payload(error) });
  await expect(backUpOnAws('prod')).rejects.toThrow('the function has failed: no room');
  lambda.on(InvokeCommand).resolves({ FunctionError: 'Unhandled' });
  await expect(backUpOnAws('prod')).rejects.toThrow('the function has failed: Unhandled');
});

test('a backup is read from its folder of a bucket', async () => {
  s3.on(GetObjectCommand, { Bucket: 'bucket', Key: 'a/folder/manifest.json' }).resolves(body('{}'));
  s3.on(GetObjectCommand, { Bucket: 'bucket', Key: 'a/folder/part' }).rejects(
    new NoSuchKey({ message: 'none', $metadata: {} }),
  );
  for (const from of ['s3://bucket/a/folder', 's3://bucket/a/folder/']) {
    expect(String(await sourceOf(from)('manifest.json'))).toBe('{}');
  }
  expect(await sourceOf('s3://bucket/a/folder')('part')).toBeUndefined();
  s3.on(GetObjectCommand).rejects(new Error('denied'));
  await expect(sourceOf('s3://bucket/a/folder')('part')).rejects.toThrow('denied');
});

test('a bucket without a folder is no backup', () => {
  expect(() => sourceOf('s3://bucket')).toThrow('names no folder of a bucket');
  expect(() => sourceOf('s3://bucket/')).toThrow('names no folder of a bucket');
});

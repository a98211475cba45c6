/** Letters of every kind as AWS writes them, from the examples of its documentation. */

const base64 = (text: string) => Buffer.from(text).toString('base64');

export const ruleError = (over: object = {}) =>
  JSON.stringify({
    ruleName: 'skein_prod_crowd',
    topic: 'devices/robot/crowd',
    cloudwatchTraceId: '7e146a2c-95b5-6caf-98b9-50e3969734c7',
    clientId: 'robot',
    base64OriginalPayload: base64('{"seq":1}'),
    failures: [{ failedAction: 'SqsAction', failedResource: 'queue', errorMessage: 'Failed to send' }],
    ...over,
  });

export const invocation = (over: object = {}) =>
  JSON.stringify({
    version: '1.0',
    timestamp: '2019-11-14T18:16:05.568Z',
    requestContext: {
      requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
      functionArn: 'arn:aws:lambda:us-east-2:123456789012:function:skein-prod-rentalResult:$LATEST',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: { device_id: 'bike' },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorMessage: 'RequestId: e4b46cbf Process exited before completing request' },
    ...over,
  });

export const QUEUE_ARN = 'arn:aws:sqs:us-east-2:123456789012:skein-prod-CrowdSqs-1ABC';
export const STREAM_ARN = 'arn:aws:kinesis:us-east-2:123456789012:stream/skein-prod-CrowdKinesis-1ABC';
export const KEY =
  'aws/lambda/f89f8514-cdd9-4602-9e1f-01a5b77d449b/shardId-000000000001/2019/11/14/2019-11-14T00.38.06-a53';

/** The object of a batch with one record for each of these. */
export const failedBatch = (...bodies: string[]) =>
  JSON.stringify({
    requestContext: {
      requestId: 'c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5',
      functionArn: 'arn:aws:lambda:us-east-2:123456789012:function:skein-prod-heatmapIngest',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 1,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2019-11-14T00:38:06.021Z',
    KinesisBatchInfo: {
      shardId: 'shardId-000000000001',
      startSequenceNumber: '1',
      endSequenceNumber: String(bodies.length),
      approximateArrivalOfFirstRecord: '2019-11-14T00:38:04.835Z',
      approximateArrivalOfLastRecord: '2019-11-14T00:38:05.580Z',
      batchSize: bodies.length,
      streamArn: STREAM_ARN,
    },
    payload: JSON.stringify({
      Records: bodies.map((body, i) => ({
        kinesis: { partitionKey: `key-${body}`, sequenceNumber: String(i + 1), data: base64(body) },
      })),
    }),
  });

import { type Fault, findsFaults, flawsOfSound } from './run.ts';

test('a template without a fault has no flaw', () => {
  expect(flawsOfSound()).toEqual([]);
});

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const noSuch = { 'Fn::GetAtt': ['Logs', 'Arn'] };
const fifo =
  (id: string): Fault[1] =>
  (_, all) =>
    Object.assign(all[id]!.Properties, { FifoQueue: true });

findsFaults('Worker', [
  ['Worker.Timeout is 901, not from 1 to 900', (worker) => (worker.Timeout = 901)],
  ['Worker.MemorySize is 127', (worker) => (worker.MemorySize = 127)],
  ['Worker.ReservedConcurrentExecutions is 0', (worker) => (worker.ReservedConcurrentExecutions = 0)],
  ['is no name of a function', (worker) => (worker.FunctionName = 'w'.repeat(65))],
  ['Second has the name of Worker', (_, all) => (all.Second = structuredClone(all.Worker!))],
  ['its environment is 5001 bytes', (worker) => (worker.Environment.Variables = { A_: 'x'.repeat(4999) })],
  ['Lambda sets AWS_REGION itself', (worker) => (worker.Environment.Variables.AWS_REGION = 'here')],
  ['1ST is no name of an environment variable', (worker) => (worker.Environment.Variables['1ST'] = '')],
  ['no file for its handler dist/other.handler', (worker) => (worker.Handler = 'dist/other.handler')],
  ['dist/worker exports no main', (worker) => (worker.Handler = 'dist/worker.main')],
  ['writes its log to /other, which is not there', (worker) => (worker.LoggingConfig.LogGroup = '/other')],
  ['Worker.Role is missing', (worker) => delete worker.Role],
]);

findsFaults('Logs', [
  ['is no name of a log group', (logs) => (logs.LogGroupName = '/worker logs')],
  ['Logs.RetentionInDays is 15, not one of', (logs) => (logs.RetentionInDays = 15)],
]);

findsFaults('RulePermission', [
  ['permits to call no function', (permission) => (permission.FunctionName = { Ref: 'Logs' })],
  ['RulePermission: iot is no service', (permission) => (permission.Principal = 'iot')],
  ['says not on whose behalf', (permission) => delete permission.SourceArn],
  ['is not of this template', (permission) => (permission.SourceArn = 'arn:aws:iot:us-east-1:1:rule/other')],
]);

findsFaults('Asynchronous', [
  ['MaximumEventAgeInSeconds is 59', (config) => (config.MaximumEventAgeInSeconds = 59)],
  ['MaximumRetryAttempts is 3', (config) => (config.MaximumRetryAttempts = 3)],
  ['no queue and no bucket', (config) => (config.DestinationConfig.OnFailure.Destination = noSuch)],
  ['Asynchronous: Letters is FIFO', fifo('Letters')],
  [
    'Asynchronous: Worker may not sqs:SendMessage Work',
    (config) => (config.DestinationConfig.OnFailure.Destination = arn('Work')),
  ],
]);

findsFaults('FlowMapping', [
  [
    'Worker may not s3:PutObject Bucket',
    (mapping) => (mapping.DestinationConfig.OnFailure.Destination = arn('Bucket')),
  ],
  [
    'Worker may not s3:ListBucket Bucket',
    (mapping) => (mapping.DestinationConfig.OnFailure.Destination = arn('Bucket')),
  ],
]);

findsFaults('WorkMapping', [
  ['feeds no function', (mapping) => (mapping.FunctionName = { Ref: 'Logs' })],
  ['no queue and no stream', (mapping) => (mapping.EventSourceArn = noSuch)],
  ['BatchSize is 10001', (mapping) => (mapping.BatchSize = 10_001)],
  ['MaximumBatchingWindowInSeconds is 301', (mapping) => (mapping.MaximumBatchingWindowInSeconds = 301)],
  ['Worker may not sqs:ReceiveMessage Letters', (mapping) => (mapping.EventSourceArn = arn('Letters'))],
  ['would bring back its whole batch', (mapping) => delete mapping.FunctionResponseTypes],
  ['need a batching window of 1 s', (mapping) => delete mapping.MaximumBatchingWindowInSeconds],
  ['a queue has no starting position', (mapping) => (mapping.StartingPosition = 'LATEST')],
  ['a queue has dead letters of its own', (mapping) => (mapping.DestinationConfig = {})],
  ['of a FIFO queue 10 messages', fifo('Work')],
  ['Work hides a message for 59 s', (_, all) => (all.Work!.Properties.VisibilityTimeout = 59)],
  ['Work gives up after 4 tries', (_, all) => (all.Work!.Properties.RedrivePolicy.maxReceiveCount = 4)],
]);

findsFaults('FlowMapping', [
  ['StartingPosition is START, not one of', (mapping) => (mapping.StartingPosition = 'START')],
  ['is read from a starting position', (mapping) => delete mapping.StartingPosition],
  ['ParallelizationFactor is 11', (mapping) => (mapping.ParallelizationFactor = 11)],
  ['MaximumRetryAttempts is -2', (mapping) => (mapping.MaximumRetryAttempts = -2)],
  ['MaximumRecordAgeInSeconds is 604801', (mapping) => (mapping.MaximumRecordAgeInSeconds = 604_801)],
  ['what is given up is lost', (mapping) => delete mapping.DestinationConfig],
  [
    'what is given up is lost',
    (mapping) => {
      delete mapping.DestinationConfig;
      Object.assign(mapping, { MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 60 });
    },
  ],
  [
    'FlowMapping: Worker may not sqs:SendMessage Work',
    (mapping) => (mapping.DestinationConfig.OnFailure.Destination = arn('Work')),
  ],
]);

findsFaults('Work', [
  ['Work.MessageRetentionPeriod is 59', (queue) => (queue.MessageRetentionPeriod = 59)],
  ['Work.VisibilityTimeout is 43201', (queue) => (queue.VisibilityTimeout = 43_201)],
  ['Work.MaximumMessageSize is 1023', (queue) => (queue.MaximumMessageSize = 1023)],
  ['Work.DelaySeconds is 901', (queue) => (queue.DelaySeconds = 901)],
  ['go to no queue', (queue) => (queue.RedrivePolicy.deadLetterTargetArn = noSuch)],
  ['go to itself', (queue) => (queue.RedrivePolicy.deadLetterTargetArn = arn('Work'))],
  ['has no maxReceiveCount', (queue) => delete queue.RedrivePolicy.maxReceiveCount],
  ['Work.maxReceiveCount is 0', (queue) => (queue.RedrivePolicy.maxReceiveCount = 0)],
  ['Work and Letters must both be FIFO', fifo('Work')],
]);

findsFaults('Flow', [
  ['Flow.RetentionPeriodHours is 23', (stream) => (stream.RetentionPeriodHours = 23)],
  ['Flow.StreamMode is MANY', (stream) => (stream.StreamModeDetails.StreamMode = 'MANY')],
  ['counts its shards itself', (stream) => (stream.ShardCount = 1)],
  ['must say how many shards', (stream) => delete stream.StreamModeDetails],
]);

import { flawsOf } from '../../../deploy/check/flaws.ts';
import { houseRules } from '../../../deploy/check/house.ts';
import { type Fault, findsFaults } from './run.ts';
import { sound } from './sound.ts';
import type { Loose } from './sound-others.ts';

const config =
  (change: (config: Loose) => unknown): Fault[1] =>
  (edge) =>
    change(edge.DistributionConfig);

findsFaults('Edge', [
  ['Edge.PriceClass is PriceClass_1', config((one) => (one.PriceClass = 'PriceClass_1'))],
  ['there is no origin api', config((one) => (one.DefaultCacheBehavior.TargetOriginId = 'api'))],
  ['ViewerProtocolPolicy is https', config((one) => (one.DefaultCacheBehavior.ViewerProtocolPolicy = 'https'))],
  [
    'two behaviors of one path',
    config((one) => (one.CacheBehaviors = Array(2).fill({ ...one.DefaultCacheBehavior, PathPattern: '/v1/*' }))),
  ],
  ['and no certificate for it', config((one) => delete one.ViewerCertificate)],
  ['and no name that it is for', config((one) => delete one.Aliases)],
  ['needs an SslSupportMethod', config((one) => delete one.ViewerCertificate.SslSupportMethod)],
  ['has two certificates', config((one) => (one.ViewerCertificate.CloudFrontDefaultCertificate = true))],
  ['is either a bucket or not', config((one) => delete one.Origins[0].S3OriginConfig)],
  ['nobody controls the access to Bucket', config((one) => delete one.Origins[0].OriginAccessControlId)],
  ['Bucket does not let Edge read', (_, all) => delete all.BucketPolicy],
]);

findsFaults('Bucket', [['is no name of a bucket', (bucket) => (bucket.BucketName = 'Skein')]]);

const opened = (policy: Loose) => policy.PolicyDocument.Statement[0];

findsFaults('BucketPolicy', [
  ['is of no bucket', (policy) => (policy.Bucket = 'other')],
  ['speaks of arn:aws:s3:::other', (policy) => (opened(policy).Resource = 'arn:aws:s3:::other')],
  ['lets anybody in', (policy) => (opened(policy).Principal = '*')],
]);

const delivery =
  (change: (to: Loose) => unknown): Fault[1] =>
  (store) =>
    change(store.ExtendedS3DestinationConfiguration);

findsFaults('Store', [
  ['SizeInMBs is 129', delivery((to) => (to.BufferingHints.SizeInMBs = 129))],
  ['IntervalInSeconds is 901', delivery((to) => (to.BufferingHints.IntervalInSeconds = 901))],
  ['both of its buffering hints', delivery((to) => delete to.BufferingHints.IntervalInSeconds)],
  ['need a buffer of 64 MB', delivery((to) => (to.BufferingHints.SizeInMBs = 5))],
  ['writes to no bucket', delivery((to) => (to.BucketARN = 'arn:aws:s3:::other'))],
  ['its role may not write to Bucket', delivery((to) => (to.RoleARN = 'arn:aws:iam::1:role/other'))],
]);

findsFaults('Table', [
  ['is of no database', (table) => (table.DatabaseName = { Ref: 'Bucket' })],
  ['two columns of one name', (table) => (table.TableInput.PartitionKeys[0].Name = 'device_id')],
  ['is no name of a column', (table) => (table.TableInput.PartitionKeys[0].Name = 'Day')],
]);

findsFaults('Questions', [
  ['is no name of a workgroup', (group) => (group.Name = 'a b')],
  [
    'BytesScannedCutoffPerQuery is 9999999',
    (group) => (group.WorkGroupConfiguration.BytesScannedCutoffPerQuery = 9_999_999),
  ],
]);

findsFaults('Pool', [['MinimumLength is 5', (pool) => (pool.Policies.PasswordPolicy.MinimumLength = 5)]]);
findsFaults('Client', [
  ['is of no pool', (client) => (client.UserPoolId = 'other')],
  ['in seconds is 90000', (client) => (client.AccessTokenValidity = 25)],
]);

findsFaults('Dashboard', [
  ['its body is no JSON', (dashboard) => (dashboard.DashboardBody = '{')],
  ['has no widgets', (dashboard) => (dashboard.DashboardBody = '{}')],
  ['has 501 widgets', (dashboard) => (dashboard.DashboardBody = JSON.stringify({ widgets: Array(501).fill({}) }))],
]);

findsFaults('Alarm', [
  ['Period is 45', (alarm) => (alarm.Period = 45)],
  ['DatapointsToAlarm is 6', (alarm) => (alarm.DatapointsToAlarm = 6)],
  ['more than seven days', (alarm) => (alarm.Period = 604_800)],
  ['nobody emits Skein Thefts', (alarm) => (alarm.MetricName = 'Thefts')],
]);

findsFaults('Letters', [
  ['is no logical id', (_, all) => (all['A-1'] = all.Letters!)],
  [
    '450 resources',
    (_, all) => {
      for (let i = Object.keys(all).length; i < 450; i++) all[`Letters${i}`] = all.Letters!;
    },
  ],
  ['61 dynamic references', (letters) => (letters.QueueName = '{{resolve:ssm:/a}}'.repeat(61))],
  ['bytes, more than the 1 MB', (letters) => (letters.QueueName = 'x'.repeat(1_000_000))],
  ['Letters has no attribute Name', (letters) => (letters.QueueName = { 'Fn::GetAtt': ['Letters', 'Name'] })],
  ['Letters has no attribute Url', (letters) => (letters.QueueName = { 'Fn::Sub': `\${Letters.Url}` })],
  ['Ref Nothing dangles', (letters) => (letters.QueueName = { Ref: 'Nothing' })],
  ['the condition Never dangles', (letters) => (letters.QueueName = { 'Fn::If': ['Never', 'a', 'b'] })],
  ['Letters.Colour is unknown', (letters) => (letters.Colour = 'red')],
  ['Letters.FifoQueue must be true or false', (letters) => (letters.FifoQueue = 'yes')],
]);

test.each([
  ['Outputs', 'outputs'],
  ['Parameters', 'parameters'],
] as const)('201 %s are too many', (part, word) => {
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`One${i}`, { Type: 'String', Value: '' }]));
  expect(flawsOf({ ...sound(), [part]: many })).toContainEqual(`201 ${word}, more than 200`);
});

test('the house wants its runtime, a role for each function, an authorizer before every route, and private buckets', () => {
  const { Resources } = sound();
  expect(houseRules({ Resources })).toEqual([]);
  Resources.Second = structuredClone(Resources.Worker!);
  Resources.Second.Properties.Runtime = 'nodejs22.x';
  Resources.Route!.Properties.AuthorizationType = 'NONE';
  Resources.Bucket!.Properties = { BucketName: 'open' };
  const flaws = [
    'Bucket can be opened to the public',
    'Bucket does not say how it is encrypted',
    'GET /things/{thing_id} is open to anyone',
    'Second must run nodejs24.x on arm64',
    'Second shares its role with Worker',
  ];
  expect(houseRules({ Resources }).sort()).toEqual(flaws);
});

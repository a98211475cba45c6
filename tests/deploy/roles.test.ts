import { pascal } from '../../deploy/doors.mjs';
import { stackOf } from '../../deploy/stack.ts';

interface Named {
  'Fn::Sub'?: string;
  'Fn::GetAtt'?: [string, string];
}
interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: Named | Named[];
}
interface Role {
  Type: string;
  Properties: {
    AssumeRolePolicyDocument: { Statement: { Principal: { Service: string } }[] };
    Policies: { PolicyDocument: { Statement: Statement[] } }[];
  };
}

const ARN = /^arn:\$\{AWS::Partition\}:(logs|iot|secretsmanager):\$\{AWS::Region\}:\$\{AWS::AccountId\}:/;
const nameOf = ({ 'Fn::Sub': text, 'Fn::GetAtt': [id] = ['', ''] }: Named): string => text?.replace(ARN, '') ?? id;

/** What a service may do under this role, as `action resource`. */
function permits(role: object, service: string): string[] {
  const { Type, Properties } = role as Role;
  expect(Type).toBe('AWS::IAM::Role');
  expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
  ]);
  return Properties.Policies.flatMap(({ PolicyDocument: { Statement } }) =>
    Statement.flatMap(({ Effect, Action, Resource }) => {
      expect(Effect).toBe('Allow');
      return [Action].flat().flatMap((action) => [Resource].flat().map((one) => `${action} ${nameOf(one)}`));
    }),
  ).sort();
}

const COMMAND = ['iot:Publish topic/devices/*/commands/*', 'iot:Publish topic/devices/*/downlink/*'];
const RENTAL_EVENT = 'iot:Publish topic/phones/*/events';
const RESPONSE = 'iot:Publish topic/phones/*/responses/*';
const REJECTIONS = 'iot:Publish topic/devices/*/rejections';
const PROPERTY = ['iot:Publish', 'iot:RetainPublish'].map((action) => `${action} topic/devices/*/properties/*`);
const EFFECTS = ['command', 'rental'].map(
  (domain) => `iot:Publish topic/$aws/rules/skein_prod_${domain}_effect/internal/${domain}/effect`,
);
const ROLLUP_DUE = 'iot:Publish topic/$aws/rules/skein_prod_rollup_due/internal/heatmap/rollup';
const ROLLOUT_STEP = 'iot:Publish topic/$aws/rules/skein_prod_rollout_step/internal/rollout/step';
const DEVICE_BACK = 'iot:Publish topic/$aws/rules/skein_prod_device_back/internal/device/back';
const COMMAND_EVENT = 'iot:Publish topic/$aws/rules/skein_prod_command_event/internal/command/event';
const LOST = 'iot:Publish topic/$aws/rules/skein_prod_device_lost/internal/device/lost';
const USAGE_LINE = 'iot:Publish topic/$aws/rules/skein_prod_usage_line/internal/usage/line';
const SELECTED = [
  'iot:Publish topic/selected/*',
  ...['state', 'usage', 'event'].map(
    (into) => `iot:Publish topic/$aws/rules/skein_prod_selected_${into}/internal/rule/${into}`,
  ),
];
const WEBHOOK_DUE = 'iot:Publish topic/$aws/rules/skein_prod_webhook_due/internal/rule/webhook';
const SERIES = 'iot:Publish topic/$aws/rules/skein_prod_series/internal/series/rows';
const fromSqs = (id: string) =>
  ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action} ${id}`);
const fromKinesis = (id: string, bucket: string) => [
  ...['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map(
    (action) => `kinesis:${action} ${id}`,
  ),
  `s3:ListBucket ${bucket}`,
  `s3:PutObject \${${bucket}.Arn}/*`,
];

/** What functions may do beside writing their log; the others nothing. */
const rights = (
  queues: Record<'deviceState' | 'heatmapIngest' | 'usageIngest' | 'ruleIngest' | 'seriesIngest', string[]>,
): Record<string, string[]> => ({
  heatmapIngest: [REJECTIONS, ...queues.heatmapIngest],
  heatmapRollup: [ROLLUP_DUE],
  heatmapRollupVenue: ['sqs:SendMessage HeatmapDeadLetters'],
  backupExport: [`s3:PutObject \${BackupBucket.Arn}/*`],
  devicePresence: [DEVICE_BACK, 'sqs:SendMessage DeviceDeadLetters'],
  deviceState: [...EFFECTS, LOST, DEVICE_BACK, ...COMMAND, REJECTIONS, ...PROPERTY, SERIES, ...queues.deviceState],
  deviceSweep: [...EFFECTS, LOST, ...PROPERTY],
  commandSend: [...COMMAND, RENTAL_EVENT, COMMAND_EVENT],
  commandInvoke: [...COMMAND, RENTAL_EVENT, COMMAND_EVENT],
  commandResult: [...COMMAND, RENTAL_EVENT, COMMAND_EVENT, REJECTIONS, 'sqs:SendMessage CommandDeadLetters'],
  commandEffect: [...COMMAND, RENTAL_EVENT, COMMAND_EVENT, 'sqs:SendMessage CommandDeadLetters'],
  commandSweep: [...COMMAND, RENTAL_EVENT, COMMAND_EVENT],
  rentalCreate: [...COMMAND],
  rentalRelease: [...COMMAND, RENTAL_EVENT, USAGE_LINE],
  rentalRequest: [...COMMAND, RENTAL_EVENT, USAGE_LINE, RESPONSE, 'sqs:SendMessage RentalDeadLetters'],
  rentalResult: [...COMMAND, RENTAL_EVENT, USAGE_LINE, REJECTIONS, 'sqs:SendMessage RentalDeadLetters'],
  rentalDeviceEvent: [...COMMAND, RENTAL_EVENT, USAGE_LINE, REJECTIONS, 'sqs:SendMessage RentalDeadLetters'],
  rolloutCreate: [ROLLOUT_STEP],
  rolloutChange: [ROLLOUT_STEP],
  rolloutTick: [ROLLOUT_STEP],
  rolloutStep: [...COMMAND, RENTAL_EVENT, COMMAND_EVENT, 'sqs:SendMessage RolloutDeadLetters'],
  rolloutCommandEvent: [ROLLOUT_STEP, 'sqs:SendMessage RolloutDeadLetters'],
  rolloutDeviceBack: ['sqs:SendMessage RolloutDeadLetters'],
  rentalEffect: [...COMMAND, RENTAL_EVENT, USAGE_LINE, 'sqs:SendMessage RentalDeadLetters'],
  rentalDeviceLost: [...COMMAND, RENTAL_EVENT, USAGE_LINE, 'sqs:SendMessage RentalDeadLetters'],
  usageIngest: [...COMMAND, RENTAL_EVENT, USAGE_LINE, REJECTIONS, ...queues.usageIngest],
  usageSelected: [...COMMAND, RENTAL_EVENT, USAGE_LINE, REJECTIONS, 'sqs:SendMessage UsageDeadLetters'],
  deviceSelected: [
    ...EFFECTS,
    LOST,
    DEVICE_BACK,
    ...COMMAND,
    REJECTIONS,
    ...PROPERTY,
    SERIES,
    'sqs:SendMessage DeviceDeadLetters',
  ],
  ruleIngest: [...SELECTED, WEBHOOK_DUE, ...queues.ruleIngest],
  seriesIngest: queues.seriesIngest,
  ruleWebhook: ['sqs:SendMessage RuleDeadLetters'],
  ruleRetry: [WEBHOOK_DUE],
  usageLine: ['sqs:SendMessage UsageDeadLetters'],
  rentalSweep: [...COMMAND, RENTAL_EVENT, USAGE_LINE, `s3:PutObject \${RentalBucket.Arn}/*`],
});

/** Functions that do no more in Redis than read, and those that do nothing there. */
const READING = [
  ...['heatmapRead', 'heatmapRejections', 'heatmapRollup', 'venueList', 'rejectionList', 'rejectionDevice'],
  ...['productGet', 'productList', 'productTariffs', 'deviceGet', 'deviceList', 'deviceProperty', 'deviceDescription'],
  ...['commandList', 'commandGet', 'rolloutGet', 'rolloutList', 'rolloutTargets', 'accountGet'],
  ...['rentalList', 'rentalGet', 'usageList', 'usageDevice', 'ruleGet', 'ruleList', 'seriesRead'],
];
const APART = ['authIdentify', 'authClaims', 'contractRead', 'ruleAttempt', 'seriesIngest'];
const CODES = [
  'authAdmit',
  ...['devicePut', 'deviceGet', 'rentalQuote', 'rentalCreate', 'rentalRequest', 'gbfsFeed', 'gbfsFeed23'],
];
const TSDB = ['seriesRead', 'seriesIngest'];

/** The secrets of a function; who signs or reads a code needs the keys. */
const secretsOf = (key: string): string[] => [
  ...(APART.includes(key) ? [] : [READING.includes(key) ? 'redis_read_token' : 'redis_token']),
  ...(CODES.includes(key) ? ['code_keys'] : []),
  ...(TSDB.includes(key) ? ['tsdb_authorization'] : []),
];

test.each([
  [
    'sqs',
    {
      heatmapIngest: fromSqs('CrowdSqs'),
      deviceState: fromSqs('StateSqs'),
      usageIngest: fromSqs('UsageSqs'),
      ruleIngest: fromSqs('RawSqs'),
      seriesIngest: fromSqs('SeriesSqs'),
    },
  ],
  [
    'kinesis',
    {
      heatmapIngest: fromKinesis('CrowdKinesis', 'HeatmapDeadBatches'),
      deviceState: fromKinesis('StateKinesis', 'DeviceDeadBatches'),
      seriesIngest: fromKinesis('SeriesKinesis', 'SeriesDeadBatches'),
      ruleIngest: fromKinesis('RawKinesis', 'RuleDeadBatches'),
      usageIngest: fromKinesis('UsageKinesis', 'UsageDeadBatches'),
    },
  ],
])(
  'with %s a function may write its log, read its secrets, publish and read what it is there for, and nothing more',
  (ingest, queues) => {
    const { functions, resources } = stackOf({ stage: 'prod', ingest });
    for (const [key, definition] of Object.entries(functions)) {
      const { role } = definition as { role: { 'Fn::GetAtt': [string, string] } };
      const own = rights(queues)[key];
      const secrets = secretsOf(key);
      const name = own ? pascal(key.replace(/([A-Z])/g, '-$1').toLowerCase()) : `Shared${secrets.map(pascal).join('')}`;
      expect(role).toEqual({ 'Fn::GetAtt': [`${name}Role`, 'Arn'] });
      const [domain] = /^[a-z]+/.exec(key)!;
      const log = ['CreateLogStream', 'PutLogEvents'].map(
        (action) => `logs:${action} log-group:/skein/prod/${own ? domain : '*'}:*`,
      );
      const secret = secrets.map((one) => `secretsmanager:GetSecretValue secret:skein/prod/${one}-??????`);
      const expected = [...log, ...secret, ...(own ?? [])].sort();
      expect([key, permits(resources.Resources[role['Fn::GetAtt'][0]]!, 'lambda')]).toEqual([key, expected]);
    }
  },
);

test.each([
  ['CrowdRule', 'Heatmap', ['sqs:SendMessage CrowdSqs']],
  ['StateRule', 'Device', ['sqs:SendMessage StateSqs']],
  ['UsageRule', 'Usage', ['sqs:SendMessage UsageSqs']],
  ['SeriesRule', 'Series', ['sqs:SendMessage SeriesSqs']],
  ['RawRule', 'Rule', ['sqs:SendMessage RawSqs']],
  ['ForwardRule', 'Device', ['iot:Publish topic/phones/*/devices/*/state']],
  // all rules of a domain that call a function
  ...['Heatmap', 'Device', 'Rental', 'Command', 'Rollout', 'Usage', 'Rule'].map(
    (domain): [string, string, string[]] => [`${domain}Rules`, domain, []],
  ),
])('%s may put what failed among the dead letters of %s, and hand on to its target alone', (rule, domain, more) => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;
  const expected = [`sqs:SendMessage ${domain}DeadLetters`, ...more].sort();
  expect(permits(Resources[`${rule}Role`]!, 'iot')).toEqual(expected);
});

test('failed batches go to a bucket of this account only', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'kinesis' }).resources;
  const { Policies } = (Resources.HeatmapIngestRole as Role).Properties;
  const own = { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } };
  const conditions = Policies.flatMap(({ PolicyDocument: { Statement } }) =>
    Statement.flatMap((one) =>
      String(one.Action).startsWith('s3:') ? [(one as { Condition?: object }).Condition] : [],
    ),
  );
  expect(conditions).toEqual([own, own]);
});

test('a rule may put records on its stream', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'kinesis' }).resources;
  expect(permits(Resources.CrowdRuleRole!, 'iot')).toContain('kinesis:PutRecord CrowdKinesis');
  expect(permits(Resources.StateRuleRole!, 'iot')).toContain('kinesis:PutRecord StateKinesis');
});

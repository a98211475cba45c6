import { stackOf } from '../../deploy/stack.ts';
import { topics } from '../../events/topics.ts';

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const build = (ingest: string, stage = 'prod') => {
  const { functions, resources } = stackOf({ stage, ingest });
  return { functions: functions as Record<string, object>, Resources: resources.Resources as Record<string, object> };
};
const sqs = build('sqs');

const QUEUED = "encode(*, 'base64') AS data, timestamp() AS received_at, topic(2) AS device_id";
const invoke = (lambda: string) => ({ Lambda: { FunctionArn: arn(`${lambda}LambdaFunction`) } });
const send = (id: string) => ({
  Sqs: { QueueUrl: { Ref: `${id}Sqs` }, RoleArn: arn(`${id}RuleRole`), UseBase64: false },
});

const RULES: [id: string, name: string, domain: string, sql: string, action: object][] = [
  ['Crowd', 'crowd', 'Heatmap', `SELECT ${QUEUED} FROM 'devices/+/crowd'`, send('Crowd')],
  ['Usage', 'usage', 'Usage', `SELECT ${QUEUED} FROM 'devices/+/usage'`, send('Usage')],
  ['State', 'state', 'Device', `SELECT ${QUEUED} FROM 'devices/+/state'`, send('State')],
  [
    'Forward',
    'forward',
    'Device',
    "SELECT * FROM 'devices/+/state' WHERE regexp_matches(lease.phone_id, '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$')",
    {
      Republish: {
        Topic: `phones/\${lease.phone_id}/devices/\${topic(2)}/state`,
        Qos: 1,
        RoleArn: arn('ForwardRuleRole'),
      },
    },
  ],
  [
    'Presence',
    'presence',
    'Device',
    "SELECT *, topic(4) AS change, topic(5) AS client_id FROM '$aws/events/presence/+/+' WHERE eventType IN ['connected', 'disconnected'] AND indexof(clientId, ':') < 0",
    invoke('DevicePresence'),
  ],
  [
    'PhoneRequest',
    'phone_request',
    'Rental',
    "SELECT encode(*, 'base64') AS data, timestamp() AS received_at, topic(2) AS phone_id, topic(4) AS request_id FROM 'phones/+/requests/+'",
    invoke('RentalRequest'),
  ],
  [
    'CommandResult',
    'command_result',
    'Rental',
    "SELECT *, topic(2) AS device_id, topic(4) AS command_id FROM 'devices/+/commands/+/result' WHERE startswith(topic(4), 'rental-')",
    invoke('RentalResult'),
  ],
  [
    'DeviceEvent',
    'device_event',
    'Rental',
    "SELECT *, topic(2) AS device_id FROM 'devices/+/events'",
    invoke('RentalDeviceEvent'),
  ],
  [
    'ActionResult',
    'action_result',
    'Command',
    "SELECT *, topic(2) AS device_id, topic(4) AS command_id FROM 'devices/+/commands/+/result' WHERE startswith(topic(4), 'command-')",
    invoke('CommandResult'),
  ],
  ['CommandEffect', 'command_effect', 'Command', "SELECT * FROM 'internal/command/effect'", invoke('CommandEffect')],
  ['RentalEffect', 'rental_effect', 'Rental', "SELECT * FROM 'internal/rental/effect'", invoke('RentalEffect')],
  ['RolloutStep', 'rollout_step', 'Rollout', "SELECT * FROM 'internal/rollout/step'", invoke('RolloutStep')],
  [
    'CommandEvent',
    'command_event',
    'Rollout',
    "SELECT * FROM 'internal/command/event' WHERE NOT isUndefined(rollout_id)",
    invoke('RolloutCommandEvent'),
  ],
  ['RollupDue', 'rollup_due', 'Heatmap', "SELECT * FROM 'internal/heatmap/rollup'", invoke('HeatmapRollupVenue')],
  ['DeviceBack', 'device_back', 'Rollout', "SELECT * FROM 'internal/device/back'", invoke('RolloutDeviceBack')],
  ['SelectedState', 'selected_state', 'Device', "SELECT * FROM 'internal/rule/state'", invoke('DeviceSelected')],
  ['SelectedUsage', 'selected_usage', 'Usage', "SELECT * FROM 'internal/rule/usage'", invoke('UsageSelected')],
  ['SelectedEvent', 'selected_event', 'Rental', "SELECT * FROM 'internal/rule/event'", invoke('RentalDeviceEvent')],
  ['WebhookDue', 'webhook_due', 'Rule', "SELECT * FROM 'internal/rule/webhook'", invoke('RuleWebhook')],
  [
    'Series',
    'series',
    'Series',
    "SELECT encode(*, 'base64') AS data, timestamp() AS received_at, 'many' AS device_id FROM 'internal/series/rows'",
    send('Series'),
  ],
  ['Raw', 'raw', 'Rule', `SELECT ${QUEUED} FROM 'devices/+/raw'`, send('Raw')],
  ['UsageLine', 'usage_line', 'Usage', "SELECT * FROM 'internal/usage/line'", invoke('UsageLine')],
  ['DeviceLost', 'device_lost', 'Rental', "SELECT * FROM 'internal/device/lost'", invoke('RentalDeviceLost')],
];

test.each(RULES)('rule %s takes what it reads to where it goes, and what fails to the dead letters', (...rule) => {
  const [id, name, domain, sql, action] = rule;
  const role = 'Lambda' in action ? `${domain}RulesRole` : `${id}RuleRole`;
  const deadLetters = { QueueUrl: { Ref: `${domain}DeadLetters` }, RoleArn: arn(role), UseBase64: false };
  expect(sqs.Resources[`${id}Rule`]).toEqual({
    Type: 'AWS::IoT::TopicRule',
    Properties: {
      RuleName: `skein_prod_${name}`,
      TopicRulePayload: {
        AwsIotSqlVersion: '2016-03-23',
        Sql: sql,
        Actions: [action],
        ErrorAction: { Sqs: deadLetters },
      },
    },
  });
});

test('there are no other rules', () => {
  const ids = Object.keys(sqs.Resources).filter((id) => JSON.stringify(sqs.Resources[id]).includes('IoT::TopicRule'));
  expect(ids.sort()).toEqual(RULES.map(([id]) => `${id}Rule`).sort());
});

const invoked = RULES.filter(([, , , , action]) => 'Lambda' in action);
test.each(invoked)('rule %s alone may call its function, whose failures become dead letters', (...rule) => {
  const [id, , domain, , action] = rule;
  const lambda = (action as { Lambda: { FunctionArn: { 'Fn::GetAtt': string[] } } }).Lambda.FunctionArn[
    'Fn::GetAtt'
  ][0]!;
  expect(sqs.Resources[`${id}RulePermission`]).toEqual({
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: lambda },
      Principal: 'iot.amazonaws.com',
      SourceArn: arn(`${id}Rule`),
    },
  });
  const key = lambda.replace('LambdaFunction', '').replace(/^./, (first) => first.toLowerCase());
  expect(sqs.functions[key]).toMatchObject({
    events: [],
    destinations: { onFailure: { type: 'sqs', arn: arn(`${domain}DeadLetters`) } },
  });
});

test('dead letters are kept for as long as AWS keeps any', () => {
  for (const domain of ['Heatmap', 'Device', 'Rental']) {
    expect(sqs.Resources[`${domain}DeadLetters`]).toEqual({
      Type: 'AWS::SQS::Queue',
      Properties: { MessageRetentionPeriod: 14 * 86_400 },
    });
  }
});

test('a stage has rules of its own, whatever stands in its name', () => {
  const { Resources } = build('sqs', 'my-stage.2');
  expect(Resources.CrowdRule).toMatchObject({ Properties: { RuleName: 'skein_my_stage_2_crowd' } });
});

test('every topic that is taken without the broker names a rule that reads it', () => {
  for (const { basicIngest, pattern } of Object.values(topics)) {
    if (!basicIngest) continue;
    const rule = Object.values(sqs.Resources).find((one) =>
      JSON.stringify(one).includes(`"RuleName":"skein_prod_${basicIngest}"`),
    );
    expect(JSON.stringify(rule)).toContain(` FROM '${pattern.replace(/\{\w+\}/g, '+')}'`);
  }
});

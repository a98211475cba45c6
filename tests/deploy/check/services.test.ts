import { type Fault, findsFaults } from './run.ts';

const payload =
  (change: (payload: Parameters<Fault[1]>[0]) => unknown): Fault[1] =>
  (rule) =>
    change(rule.TopicRulePayload);
const noSuch = { 'Fn::GetAtt': ['Work', 'Arn'] };

findsFaults('Rule', [
  ['is no name of a rule', (rule) => (rule.RuleName = 'rule-1')],
  ['must say its SQL version', payload((one) => delete one.AwsIotSqlVersion)],
  ['has 11 actions', payload((one) => (one.Actions = Array(11).fill(one.Actions[0])))],
  ['has no error action', payload((one) => delete one.ErrorAction)],
  ['Rule: ', payload((one) => (one.Sql = "SELECT FROM 'devices/+/crowd'"))],
  ['reads devices/+/gossip, which is no topic', payload((one) => (one.Sql = "SELECT * FROM 'devices/+/gossip'"))],
  ['an action is of one kind', payload((one) => Object.assign(one.Actions[0], one.Actions[1]))],
  ['hands to no AWS::SQS::Queue', payload((one) => (one.ErrorAction.Sqs.QueueUrl = { Ref: 'Flow' }))],
  ['cannot send to Letters, which is FIFO', (_, all) => (all.Letters!.Properties.FifoQueue = true)],
  ['longer than 256 bytes', payload((one) => (one.Actions[1].Republish.Topic = 'x'.repeat(257)))],
  ['a reserved topic begins with $$', payload((one) => (one.Actions[1].Republish.Topic = '$aws/things/1'))],
  ['the quality of service is 0 or 1', payload((one) => (one.Actions[1].Republish.Qos = 2))],
  ['Rule: ', payload((one) => (one.Actions[1].Republish.Topic = `phones/\${topic(}/state`))],
  ['calls no function', payload((one) => (one.Actions[0].Lambda.FunctionArn = noSuch))],
  ['Worker does not permit to be called', (_, all) => delete all.RulePermission],
  [
    'nothing is known of the action S3',
    payload((one) => (one.Actions[0] = { S3: { BucketName: 'x', Key: 'y', RoleArn: 'z' } })),
  ],
  ['is no role of the template', payload((one) => (one.ErrorAction.Sqs.RoleArn = noSuch))],
  [`RuleRole may not sqs:SendMessage \${Work.Arn}`, payload((one) => (one.ErrorAction.Sqs.QueueUrl = { Ref: 'Work' }))],
  [
    `RuleRole may sqs:SendMessage \${Letters.Arn}, which no rule does`,
    payload((one) => (one.ErrorAction.Sqs.QueueUrl = { Ref: 'Work' })),
  ],
  ['RuleRole may not iot:Publish', payload((one) => (one.Actions[1].Republish.Topic = 'phones/1/other'))],
]);

findsFaults('Authorizer', [
  ['is no name of an authorizer', (authorizer) => (authorizer.AuthorizerName = 'a b')],
  ['asks no function', (authorizer) => (authorizer.AuthorizerFunctionArn = noSuch)],
  ['Authorizer: Worker does not permit', (_, all) => delete all.AuthorizerPermission],
]);

findsFaults('Domain', [
  [
    'its authorizer other is not of this template',
    (domain) => (domain.AuthorizerConfig.DefaultAuthorizerName = 'other'),
  ],
  ['Domain has no authorizer to ask', (domain) => delete domain.AuthorizerConfig],
  ["a domain of one's own has one certificate", (domain) => (domain.DomainName = 'iot.example.com')],
]);

findsFaults('Integration', [
  ['TimeoutInMillis is 30001', (integration) => (integration.TimeoutInMillis = 30_001)],
  ['PayloadFormatVersion is 3.0', (integration) => (integration.PayloadFormatVersion = '3.0')],
  ['Integration leads to no function', (integration) => (integration.IntegrationUri = noSuch)],
  ['Integration: Worker does not permit the API', (_, all) => delete all.ApiPermission],
  ['Integration waits for 30000 ms, and Worker may take 31 s', (_, all) => (all.Worker!.Properties.Timeout = 31)],
]);

findsFaults('ApiAuthorizer', [
  ['AuthorizerResultTtlInSeconds is 3601', (authorizer) => (authorizer.AuthorizerResultTtlInSeconds = 3601)],
  ['AuthorizerType is TOKEN', (authorizer) => (authorizer.AuthorizerType = 'TOKEN')],
  ['kept by its identity source', (authorizer) => (authorizer.AuthorizerResultTtlInSeconds = 1)],
  ['ApiAuthorizer waits for 10000 ms', (_, all) => (all.Worker!.Properties.Timeout = 11)],
]);

findsFaults('Route', [
  ['is no route key', (route) => (route.RouteKey = 'FETCH /things')],
  ['leads to no integration', (route) => (route.Target = 'integrations/other')],
  ['an authorizer that is not there', (route) => (route.AuthorizerId = { Ref: 'Authorizer' })],
  [
    'are both GET /things/{}',
    ({ ...route }, all) =>
      (all.Other = { Type: 'AWS::ApiGatewayV2::Route', Properties: { ...route, RouteKey: 'GET /things/{id}' } }),
  ],
  [
    '301 routes',
    (route, all) =>
      Array.from(
        { length: 300 },
        (_, i) => (all[`Route${i}`] = { Type: 'AWS::ApiGatewayV2::Route', Properties: route }),
      ),
  ],
]);

findsFaults('Timer', [
  ['1 is singular', (timer) => (timer.ScheduleExpression = 'rate(1 minutes)')],
  ['1 is singular', (timer) => (timer.ScheduleExpression = 'rate(5 hour)')],
  ['is neither rate', (timer) => (timer.ScheduleExpression = 'cron(0 * * * ?)')],
  ['one of the two days is ?', (timer) => (timer.ScheduleExpression = 'cron(0 * * * * *)')],
  ['has a field that is none', (timer) => (timer.ScheduleExpression = 'cron(noon * * * ? *)')],
  ['has 0 targets', (timer) => (timer.Targets = [])],
  ['which is not of this template', (timer) => (timer.Targets[0].Arn = 'arn:aws:lambda:us-east-1:1:function:other')],
  ['Timer: Worker does not permit', (_, all) => delete all.TimerPermission],
]);

const statement = (role: Parameters<Fault[1]>[0]) => role.Policies[0].PolicyDocument.Statement[0];

findsFaults('WorkerRole', [
  ['sqs:Receive is no action that we know', (role) => (statement(role).Action = 'sqs:Receive')],
  ['sqs:* is no action', (role) => (statement(role).Action = 'sqs:*')],
  ['may sqs:ReceiveMessage everything', (role) => (statement(role).Resource = '*')],
  ['has a managed policy', (role) => (role.ManagedPolicyArns = ['arn:aws:iam::aws:policy/PowerUserAccess'])],
  ['its policies are', (role) => (statement(role).Resource = Array(300).fill(statement(role).Resource))],
  ['more than 2048 characters', (role) => (role.AssumeRolePolicyDocument.Statement[0].Sid = 'x'.repeat(2048))],
  ['two policies of one name', (role) => role.Policies.push(role.Policies[0])],
  [
    'does not trust lambda.amazonaws.com',
    (role) => (role.AssumeRolePolicyDocument.Statement[0].Principal.Service = 'iot.amazonaws.com'),
  ],
  [
    'trusts iot.amazonaws.com, which does not use it',
    (role) => (role.AssumeRolePolicyDocument.Statement[0].Principal.Service = 'iot.amazonaws.com'),
  ],
  ['Spare is a role of nobody', (_, all) => (all.Spare = all.WorkerRole!)],
]);

import { refusedPublish } from '../../../../local/aws/iot/limits.ts';
import { rulesOf } from '../../../../local/aws/iot/rules.ts';
import type { Serverless } from '../../../../local/aws/serverless.ts';

const VERSION = '2016-03-23';
const ref = (Ref: string) => ({ Ref });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const lambda = { Lambda: { FunctionArn: arn('SeeLambdaFunction') } };

/** Rules of a deployment with one function `see` and one resource `Rule`. */
function found(payload: object | undefined, more: object = {}, events: object[] = []) {
  const rule = {
    Type: 'AWS::IoT::TopicRule',
    Properties: {
      RuleName: 'watch',
      TopicRulePayload: { AwsIotSqlVersion: VERSION, Sql: "SELECT * FROM 'a/+'", Actions: [lambda], ...payload },
      ...more,
    },
  };
  const service = {
    resources: { Resources: { Other: { Type: 'AWS::SQS::Queue' }, ...(payload && { Rule: rule }) } },
    getAllFunctions: () => ['see'],
    getFunction: () => ({ handler: 'see', events }),
  };
  return rulesOf({ service } as unknown as Serverless);
}

test('every kind of action is found, with its queue, stream, function and templates', () => {
  const topic = '$' + '{topic(2)}';
  const [rule] = found({
    Actions: [
      lambda,
      { Republish: { Topic: `b/${topic}`, Qos: 1, RoleArn: 'r' } },
      { Republish: { Topic: 'c', RoleArn: 'r' } },
      { Sqs: { QueueUrl: ref('Queue'), UseBase64: true, RoleArn: 'r' } },
      { Kinesis: { StreamName: ref('Stream'), PartitionKey: topic, RoleArn: 'r' } },
      { Kinesis: { StreamName: ref('Stream'), RoleArn: 'r' } },
      { Firehose: { DeliveryStreamName: ref('Files'), Separator: '\n', BatchMode: true, RoleArn: 'r' } },
    ],
    ErrorAction: { Sqs: { QueueUrl: ref('Dead'), UseBase64: false, RoleArn: 'r' } },
  });
  const template = (...parts: unknown[]) => ({ parts, variables: [] });
  const anything = expect.anything();
  expect(rule).toEqual({
    name: 'watch',
    statement: anything,
    actions: [
      { kind: 'Lambda', functionKey: 'see' },
      { kind: 'Republish', topic: template('b/', anything, ''), qos: template('1') },
      { kind: 'Republish', topic: template('c'), qos: template('0') },
      { kind: 'Sqs', queue: 'Queue', base64: true },
      { kind: 'Kinesis', stream: 'Stream', partitionKey: template('', anything, '') },
      { kind: 'Kinesis', stream: 'Stream', partitionKey: undefined },
      { kind: 'Firehose', stream: 'Files', separator: '\n', batch: true },
    ],
    errorAction: { kind: 'Sqs', queue: 'Dead', base64: false },
  });
});

test("a function's own iot events are rules, too", () => {
  const events = [
    { iot: { name: 'mine', sql: "SELECT * FROM 'b'", sqlVersion: VERSION } },
    { iot: { sql: "SELECT * FROM 'c'", sqlVersion: VERSION } },
    { iot: { name: 'off', enabled: false, sql: 'nonsense' } },
    { httpApi: '*' },
  ];
  const rules = found(undefined, {}, events);
  expect(rules.map(({ name }) => name)).toEqual(['mine', 'see']);
  expect(rules[0]).toMatchObject({ actions: [{ kind: 'Lambda', functionKey: 'see' }], errorAction: undefined });
});

test('a rule without a name has its logical id for one; one that is switched off is none', () => {
  expect(found({}, { RuleName: undefined })[0]!.name).toBe('Rule');
  expect(found({ RuleDisabled: true, Sql: 'nonsense' })).toEqual([]);
});

test('a template knows the variables of the statement', () => {
  const Sql = "SET @kind = topic(1) SELECT * FROM 'a/+'";
  const Topic = 'b/$' + '{@kind}';
  expect(found({ Sql, Actions: [{ Republish: { Topic, RoleArn: 'r' } }] })[0]!.actions).toHaveLength(1);
  expect(() => found({ Actions: [{ Republish: { Topic, RoleArn: 'r' } }] })).toThrow(/^rule watch: /);
});

test.each<[string, object, string]>([
  ['an unknown function', { Actions: [{ Lambda: { FunctionArn: arn('NobodyLambdaFunction') } }] }, 'NobodyLambda'],
  ['no SQL version', { AwsIotSqlVersion: undefined }, `set the SQL version to '${VERSION}'`],
  ['an old SQL version', { AwsIotSqlVersion: '2015-10-08' }, `set the SQL version to '${VERSION}'`],
  ['an unsupported action', { Actions: [{ Sns: { TargetArn: 'x' } }] }, 'the action Sns is not supported'],
  ['an unsupported error action', { ErrorAction: { S3: { BucketName: 'x' } } }, 'the action S3 is not supported'],
  ['SQL that is none', { Sql: 'SELECT FROM' }, ''],
  ['no SQL', { Sql: undefined }, ''],
  ['a template that is none', { Actions: [{ Republish: { Topic: '$' + '{' } }] }, ''],
  ['a queue by its name', { Actions: [{ Sqs: { QueueUrl: 'https://x' } }] }, 'must refer to a resource'],
  ['no actions', { Actions: undefined }, ''],
])('%s stops it with the name of the rule', (_, payload, reason) => {
  expect(() => found(payload)).toThrow('rule watch: ');
  expect(() => found(payload)).toThrow(reason);
});

test('a faulty iot event stops it with its name', () => {
  const events = [{ iot: { name: 'mine', sql: "SELECT * FROM 'b'" } }];
  expect(() => found(undefined, {}, events)).toThrow('rule mine: set the SQL version');
});

test('a rule without a payload is refused by name', () => {
  expect(() => found({}, { TopicRulePayload: undefined })).toThrow('rule watch: ');
});

test('more actions than AWS takes are refused', () => {
  expect(() => found({ Actions: Array(11).fill(lambda) })).toThrow('rule watch: ');
});

test('a name that AWS does not take is refused', () => {
  expect(() => found({}, { RuleName: 'watch-them' })).toThrow('rule watch-them: ');
});

test('Basic Ingest may name a rule, and no other reserved topic may be published to', () => {
  const refused = (topic: string) => refusedPublish({ topic, payload: '', qos: 0 });
  expect(refused(`$aws/rules/watch/${'a/'.repeat(7)}b`)).toBeUndefined(); // its own three levels do not count
  expect(refused(`$aws/rules/watch/${'a/'.repeat(8)}b`)).toContain('slashes');
  expect(refused(`$aws/rules/watch/${'é'.repeat(128)}`)).toBeUndefined();
  expect(refused(`$aws/rules/watch/${'é'.repeat(128)}a`)).toContain('256 bytes');
  for (const topic of ['$aws/events/x', '$SYS/x', '$aws/rules', '$x']) expect(refused(topic)).toContain('reserved');
});

test('Basic Ingest needs no topic behind the name of the rule', () => {
  expect(refusedPublish({ topic: '$aws/rules/watch', payload: '', qos: 0 })).toBeUndefined();
});

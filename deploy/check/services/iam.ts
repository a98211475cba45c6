import { type Role, rightsOf, rolesOf } from '../rights.ts';
import { idOf, type Json, type Template, textOf } from '../template.ts';

/** Who assumes a role that a resource of this type names. */
const ASSUMED_BY: Record<string, string> = {
  'AWS::Lambda::Function': 'lambda.amazonaws.com',
  'AWS::IoT::TopicRule': 'iot.amazonaws.com',
  'AWS::KinesisFirehose::DeliveryStream': 'firehose.amazonaws.com',
  'AWS::Scheduler::Schedule': 'scheduler.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::Pipes::Pipe': 'pipes.amazonaws.com',
};

/**
 * The actions that our roles grant; a new one is looked up in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * and added here.
 */
const ACTIONS: Record<string, readonly string[]> = {
  logs: ['CreateLogStream', 'PutLogEvents'],
  iot: ['Publish', 'RetainPublish'],
  sqs: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
  kinesis: ['PutRecord', 'DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'],
  secretsmanager: ['GetSecretValue'],
  s3: [
    'GetObject',
    'PutObject',
    'ListBucket',
    'GetBucketLocation',
    'AbortMultipartUpload',
    'ListBucketMultipartUploads',
  ],
  firehose: ['PutRecord', 'PutRecordBatch'],
  glue: ['GetTable', 'GetTableVersion', 'GetTableVersions', 'GetDatabase', 'GetPartitions'],
  lambda: ['InvokeFunction'],
  xray: ['PutTraceSegments', 'PutTelemetryRecords'],
};

/** Actions that know no resource to be limited to. */
const TO_EVERYTHING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, in characters without white space. */
const MOST_POLICIES = 10_240;
const MOST_TRUST = 2048;

/** Roles that grant no more than actions which are there, to named resources, to the service that uses them. */
export function* roleRules(template: Template): Iterable<string> {
  const users = usersOfRoles(template);
  for (const [id, role] of rolesOf(template)) {
    yield* sizeRules(id, role);
    yield* actionRules(id, role);
    const trusted = role.AssumeRolePolicyDocument.Statement.flatMap(({ Principal }) =>
      [Principal?.Service ?? []].flat(),
    );
    const isFederated = role.AssumeRolePolicyDocument.Statement.some(({ Principal }) => Principal?.Federated);
    const by = users.get(id);
    if (!by) yield `${id} is a role of nobody`;
    for (const [user, service] of by ?? []) {
      if (service && !isFederated && !trusted.includes(service))
        yield `${id} is used by ${user}, but does not trust ${service}`;
    }
    for (const service of trusted) {
      if (by && ![...by.values()].includes(service)) yield `${id} trusts ${service}, which does not use it`;
    }
  }
}

function* sizeRules(id: string, { AssumeRolePolicyDocument, Policies = [] }: Role): Iterable<string> {
  const inline = Policies.reduce((sum, { PolicyDocument }) => sum + sizeOf(PolicyDocument), 0);
  if (inline > MOST_POLICIES) yield `${id}: its policies are ${inline} characters, more than ${MOST_POLICIES}`;
  if (sizeOf(AssumeRolePolicyDocument) > MOST_TRUST)
    yield `${id}: its trust policy is more than ${MOST_TRUST} characters`;
  const names = Policies.map(({ PolicyName }) => PolicyName);
  if (new Set(names).size < names.length) yield `${id} has two policies of one name`;
}

function* actionRules(id: string, role: Role): Iterable<string> {
  if (role.ManagedPolicyArns?.length) yield `${id} has a managed policy, which may do more than we know`;
  for (const { action, resource } of rightsOf(role)) {
    const [service, name] = action.split(':') as [string, string?];
    if (!name || !ACTIONS[service]?.includes(name)) yield `${id}: ${action} is no action that we know`;
    if (resource === '' || (resource === '*' && !TO_EVERYTHING.includes(action)))
      yield `${id} may ${action} everything`;
  }
}

/** What names each role, and the service that assumes it then. */
function usersOfRoles(template: Template): Map<string, Map<string, string | undefined>> {
  const roles = new Set(rolesOf(template).map(([id]) => id));
  const users = new Map<string, Map<string, string | undefined>>();
  for (const [user, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    for (const role of namedIn(Properties)) {
      if (roles.has(role)) users.set(role, (users.get(role) ?? new Map()).set(user, ASSUMED_BY[Type]));
    }
  }
  return users;
}

function namedIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const id = idOf(value);
  return id ? [id] : Object.values(value).flatMap(namedIn);
}

/** With ARNs at their usual length for what only deployment knows. */
const sizeOf = (document: object): number =>
  JSON.stringify(document, (_, value) => (isReference(value) ? textOf(value) : value))
    .replace(/\s/g, '')
    .replace(/\$\{[\w.:]+\}/g, 'x'.repeat(40)).length;

const isReference = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).some((key) => /^(Ref|Fn::.+)$/.test(key));

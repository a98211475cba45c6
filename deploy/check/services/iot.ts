import { filterOf } from '../../../events/topic.ts';
import { topics } from '../../../events/topics.ts';
import { parse, parseTemplate, type Statement } from '../../../packages/iot-sql/index.ts';
import { covers, type Right, rightsOf, rolesOf } from '../rights.ts';
import { idOf, ofType, propertiesOf, type Template, textOf, typeOf } from '../template.ts';
import { permits } from './invocations.ts';
import type { Queue } from './sqs.ts';

type Action = Record<string, Record<string, unknown>>;

interface TopicRule {
  RuleName?: string;
  TopicRulePayload: { Sql: string; AwsIotSqlVersion?: string; Actions: Action[]; ErrorAction?: Action };
}

/** An action that hands messages to a resource: by which property, of what type, with which right on it. */
interface Target {
  names: string;
  type: string;
  action: string;
}

const TARGETS: Record<string, Target> = {
  // https://docs.aws.amazon.com/iot/latest/developerguide/sqs-rule-action.html
  Sqs: { names: 'QueueUrl', type: 'AWS::SQS::Queue', action: 'sqs:SendMessage' },
  // https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-rule-action.html
  Kinesis: { names: 'StreamName', type: 'AWS::Kinesis::Stream', action: 'kinesis:PutRecord' },
  // https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-firehose-rule-action.html
  Firehose: { names: 'DeliveryStreamName', type: 'AWS::KinesisFirehose::DeliveryStream', action: 'firehose:PutRecord' },
};

const FILTERS = new Set(Object.values(topics).map(({ pattern }) => filterOf(pattern)));

/**
 * Rules that AWS IoT takes, that read a topic of ours, and whose actions lead to where their roles let them: the roles
 * of all rules together may do what the actions need, and no more.
 */
export function* topicRuleRules(template: Template): Iterable<string> {
  const needs = new Map<string, Right[]>();
  for (const [id, { RuleName, TopicRulePayload }] of ofType<TopicRule>(template, 'AWS::IoT::TopicRule')) {
    // https://docs.aws.amazon.com/iot/latest/apireference/API_CreateTopicRule.html
    if (RuleName !== undefined && !/^\w{1,128}$/.test(RuleName)) yield `${id}: ${RuleName} is no name of a rule`;
    const { Sql, Actions, ErrorAction, AwsIotSqlVersion } = TopicRulePayload;
    if (AwsIotSqlVersion !== '2016-03-23') yield `${id} must say its SQL version`;
    // https://docs.aws.amazon.com/general/latest/gr/iot-core.html#rules-limits
    if (Actions.length < 1 || Actions.length > 10) yield `${id} has ${Actions.length} actions, not from 1 to 10`;
    if (!ErrorAction) yield `${id} has no error action`;
    const statement = read(() => parse(Sql));
    if (typeof statement === 'string') yield `${id}: ${statement}`;
    else if (!FILTERS.has(statement.from ?? ''))
      yield `${id} reads ${statement.from}, which is no topic of events/topics.ts`;
    for (const action of [...Actions, ...(ErrorAction ? [ErrorAction] : [])]) {
      yield* actionRules(template, id, action, typeof statement === 'string' ? undefined : statement, needs);
    }
  }
  yield* roleRules(template, needs);
}

function* actionRules(
  template: Template,
  id: string,
  action: Action,
  statement: Statement | undefined,
  needs: Map<string, Right[]>,
): Iterable<string> {
  const [[kind, properties] = ['', {}]] = Object.entries(action);
  if (Object.keys(action).length !== 1) yield `${id}: an action is of one kind`;
  for (const value of Object.values(properties)) {
    // https://docs.aws.amazon.com/iot/latest/developerguide/iot-substitution-templates.html
    const flaw = typeof value === 'string' && read(() => parseTemplate(value, statement));
    if (typeof flaw === 'string') yield `${id}: ${flaw}`;
  }
  const need = (right: Right) => {
    const role = idOf(properties.RoleArn) ?? '';
    needs.set(role, [...(needs.get(role) ?? []), right]);
  };
  const target = TARGETS[kind];
  if (target) {
    const to = idOf(properties[target.names]);
    if (typeOf(template, to) !== target.type) yield `${id}: ${kind} hands to no ${target.type} of the template`;
    if (propertiesOf<Queue>(template, to ?? '').FifoQueue) yield `${id}: a rule cannot send to ${to}, which is FIFO`;
    need({ action: target.action, resource: `\${${to}.Arn}` });
  } else if (kind === 'Republish') {
    yield* republishRules(id, properties);
    need({ action: 'iot:Publish', resource: topicArn(String(properties.Topic)) });
  } else if (kind === 'Lambda') {
    const lambda = idOf(properties.FunctionArn);
    if (typeOf(template, lambda) !== 'AWS::Lambda::Function') yield `${id} calls no function of the template`;
    else if (!permits(template, lambda!, 'iot', id)) yield `${id}: ${lambda} does not permit to be called`;
  } else yield `${id}: nothing is known of the action ${kind}: add it to deploy/check/services/iot.ts`;
}

/** https://docs.aws.amazon.com/iot/latest/developerguide/republish-rule-action.html */
function* republishRules(id: string, { Topic, Qos = 0 }: Record<string, unknown>): Iterable<string> {
  // "Topic size" of https://docs.aws.amazon.com/general/latest/gr/iot-core.html; what is filled in comes on top
  if (Buffer.byteLength(String(Topic)) > 256) yield `${id}: its topic is longer than 256 bytes`;
  if (/^\$(?![{$])/.test(String(Topic))) yield `${id}: a reserved topic begins with $$ here`;
  if (![0, 1].includes(Number(Qos))) yield `${id}: the quality of service is 0 or 1`;
}

/** The ARN of a topic, any text in the place of each template. */
const topicArn = (topic: string): string =>
  `arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:topic/${topic.replace(/^\$\$/, '$').replace(/\$\{[^}]*\}/g, '*')}`;

function* roleRules(template: Template, needs: Map<string, Right[]>): Iterable<string> {
  const roles = new Map(rolesOf(template));
  for (const [id, needed] of needs) {
    const role = roles.get(id);
    if (!role) yield `a rule acts under ${id || 'no role'}, which is no role of the template`;
    const rights = role ? rightsOf(role) : [];
    for (const need of needed) {
      if (!rights.some((right) => covers(right, need)))
        yield `${id} may not ${need.action} ${need.resource}, which a rule does`;
    }
    for (const right of rights) {
      if (!needed.some((need) => covers(right, need)))
        yield `${id} may ${right.action} ${right.resource}, which no rule does`;
    }
  }
}

/** What is read, or what is wrong with it. */
function read<Of>(parsing: () => Of): Of | string {
  try {
    return parsing();
  } catch (error) {
    return (error as Error).message;
  }
}

interface DomainConfiguration {
  AuthenticationType?: string;
  ApplicationProtocol?: string;
  AuthorizerConfig?: { DefaultAuthorizerName?: unknown };
  DomainName?: unknown;
  ServerCertificateArns?: unknown[];
}

/**
 * https://docs.aws.amazon.com/iot/latest/apireference/API_CreateDomainConfiguration.html and
 * https://docs.aws.amazon.com/iot/latest/apireference/API_CreateAuthorizer.html
 */
export function* authorizerRules(template: Template): Iterable<string> {
  const authorizers = ofType<{ AuthorizerName?: string; AuthorizerFunctionArn: unknown }>(
    template,
    'AWS::IoT::Authorizer',
  );
  for (const [id, { AuthorizerName, AuthorizerFunctionArn }] of authorizers) {
    if (AuthorizerName !== undefined && !/^[\w=,@-]{1,128}$/.test(AuthorizerName))
      yield `${id}: ${AuthorizerName} is no name of an authorizer`;
    const lambda = idOf(AuthorizerFunctionArn);
    if (typeOf(template, lambda) !== 'AWS::Lambda::Function') yield `${id} asks no function of the template`;
    else if (!permits(template, lambda!, 'iot', id)) yield `${id}: ${lambda} does not permit to be called`;
  }
  for (const [id, domain] of ofType<DomainConfiguration>(template, 'AWS::IoT::DomainConfiguration')) {
    const name = domain.AuthorizerConfig?.DefaultAuthorizerName;
    const isThere = authorizers.some(
      ([other, { AuthorizerName }]) => idOf(name) === other || textOf(name) === AuthorizerName,
    );
    if (name !== undefined && !isThere) yield `${id}: its authorizer ${textOf(name)} is not of this template`;
    if (domain.AuthenticationType?.startsWith('CUSTOM_AUTH') && name === undefined)
      yield `${id} has no authorizer to ask`;
    // otherwise AWS refuses it: "must configure a supported ApplicationProtocol"
    if (
      (domain.AuthenticationType ?? 'DEFAULT') !== 'DEFAULT' &&
      (domain.ApplicationProtocol ?? 'DEFAULT') === 'DEFAULT'
    )
      yield `${id} has an AuthenticationType and needs an ApplicationProtocol with it`;
    if (domain.DomainName !== undefined && domain.ServerCertificateArns?.length !== 1) {
      yield `${id}: a domain of one's own has one certificate`;
    }
  }
}

import { parse, parseTemplate, type Statement, type Template } from '@skein/iot-sql';
import { functionNamer, referred, type Serverless } from '../serverless.ts';

/** One rule of the deployment, its SQL parsed. */
export interface Rule {
  name: string;
  statement: Statement;
  actions: Action[];
  errorAction: Action | undefined;
}

/** What a rule does with a match; templates are parsed, functions, queues and streams named by logical id. */
export type Action =
  | { kind: 'Lambda'; functionKey: string }
  | { kind: 'Republish'; topic: Template; qos: Template }
  | { kind: 'Sqs'; queue: string; base64: boolean }
  | { kind: 'Kinesis'; stream: string; partitionKey: Template | undefined }
  | { kind: 'Firehose'; stream: string; separator: string; batch: boolean };

type Properties = Record<string, unknown>;

interface TopicRule {
  RuleName?: string;
  TopicRulePayload: {
    AwsIotSqlVersion?: string;
    Sql: string;
    RuleDisabled?: boolean;
    Actions: Properties[];
    ErrorAction?: Properties;
  };
}

const VERSION = '2016-03-23';
const RULE_NAME = /^[a-zA-Z0-9_]{1,128}$/;
const MOST_ACTIONS = 10;

/** The rules of serverless.yml and its resources; throws with the rule's name where one cannot run here. */
export function rulesOf({ service }: Serverless): Rule[] {
  const rules: Rule[] = [];
  for (const [id, { Type, Properties }] of Object.entries(service.resources?.Resources ?? {})) {
    if (Type !== 'AWS::IoT::TopicRule') continue;
    const { RuleName = id, TopicRulePayload: rule } = Properties as unknown as TopicRule;
    if (rule?.RuleDisabled) continue;
    const functionKey = functionNamer(service);
    rules.push(
      named(RuleName, () => {
        if (!RULE_NAME.test(RuleName)) throw new Error('a name has 1 to 128 letters, digits and _');
        if (!rule?.Actions || rule.Actions.length > MOST_ACTIONS)
          throw new Error(`a rule has up to ${MOST_ACTIONS} actions`);
        const statement = statementOf(rule.Sql, rule.AwsIotSqlVersion);
        const parsed = (action: Properties) => actionOf(action, statement, functionKey);
        const errorAction = rule.ErrorAction && parsed(rule.ErrorAction);
        return { name: RuleName, statement, actions: rule.Actions.map(parsed), errorAction };
      }),
    );
  }
  for (const key of service.getAllFunctions()) {
    for (const { iot } of service.getFunction(key).events ?? []) {
      if (!iot) continue;
      const { name = key, sql, sqlVersion, enabled = true } = iot as Properties & { name?: string; enabled?: boolean };
      if (!enabled) continue;
      rules.push(
        named(name, () => ({
          name,
          statement: statementOf(sql as string, sqlVersion as string | undefined),
          actions: [{ kind: 'Lambda', functionKey: key }],
          errorAction: undefined,
        })),
      );
    }
  }
  return rules;
}

function named(name: string, make: () => Rule): Rule {
  try {
    return make();
  } catch (error) {
    throw new Error(`rule ${name}: ${(error as Error).message}`);
  }
}

function statementOf(sql: string, version: string | undefined): Statement {
  if (version !== VERSION) throw new Error(`set the SQL version to '${VERSION}'; without it AWS takes an older one`);
  return parse(sql);
}

function actionOf(action: Properties, statement: Statement, functionKey: (reference: unknown) => string): Action {
  const [kind, properties] = Object.entries(action)[0] as [string, Properties];
  const {
    Topic,
    Qos = 0,
    QueueUrl,
    UseBase64 = false,
    StreamName,
    PartitionKey,
    DeliveryStreamName,
    Separator = '',
  } = properties;
  switch (kind) {
    case 'Lambda':
      return { kind, functionKey: functionKey(properties.FunctionArn) };
    case 'Republish':
      return { kind, topic: parseTemplate(Topic as string, statement), qos: parseTemplate(String(Qos), statement) };
    case 'Sqs':
      return { kind, queue: reference(QueueUrl), base64: Boolean(UseBase64) };
    case 'Kinesis':
      return {
        kind,
        stream: reference(StreamName),
        partitionKey: PartitionKey === undefined ? undefined : parseTemplate(PartitionKey as string, statement),
      };
    case 'Firehose':
      return {
        kind,
        stream: reference(DeliveryStreamName),
        separator: Separator as string,
        batch: Boolean(properties.BatchMode),
      };
    default:
      throw new Error(`the action ${kind} is not supported here; Lambda, Republish, Sqs, Kinesis and Firehose are`);
  }
}

function reference(value: unknown): string {
  const id = referred(value);
  if (!id) throw new Error(`an action must refer to a resource of this deployment, not to ${JSON.stringify(value)}`);
  return id;
}

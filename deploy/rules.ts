import { type Topic, topicOf } from '../events/topic.ts';
import { topics } from '../events/topics.ts';
import { ARCHIVING, isArchivedBy, TOPIC_COLUMN } from './archive/action.ts';
import { arnOf, mayPublish, maySend, roleFor, type Statement } from './arn.ts';
import type { RuleEntry } from './domain-file.ts';
import { doorOf, pascal } from './doors.mjs';
import { QUEUES } from './queues.ts';
import { sqlOf } from './sql.ts';
import { ruleNameIn } from './stage.ts';

/** What a function needs because a rule feeds it. */
export interface Behind {
  events: object[];
  statements: Statement[];
  destinations?: object;
}

export interface Settings {
  stage: string;
  /** Which kind the queues are: sqs or kinesis. */
  ingest: string;
  /** on: concurrency is kept for the functions that say how much they need. */
  reserve?: string;
  /** on: calls are traced by X-Ray. */
  tracing?: string;
  /** Whether what devices publish is kept. */
  archive?: string;
}

/** So many batches of a queue are under way at once: a backlog must leave room for those who wait for an answer. */
const AT_ONCE = 10;

type Resources = Record<string, object>;

/**
 * What a domain's rules become: an IoT rule each with an error action, and behind it a queue that a function reads in
 * batches, a function called for every message, or a republish. Gives the resources, and by door what each function needs.
 */
export function rulesOf(domain: string, rules: Record<string, RuleEntry>, settings: Settings) {
  const { stage } = settings;
  const deadLetters = `${pascal(domain)}DeadLetters`;
  const resources: Resources = {
    // What a rule could not hand on, and what a function could not take after several tries; kept for 14 days, the longest.
    [deadLetters]: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
  };
  const behind: Record<string, Behind> = {};

  for (const [name, entry] of Object.entries(rules)) {
    // a rule that calls a function needs no right for that, and what it may do on errors is alike in a domain
    const role = entry.invoke ? `${pascal(domain)}RulesRole` : `${pascal(name)}RuleRole`;
    const deadBatches = `${pascal(domain)}DeadBatches`;
    const target = targetOf(domain, name, entry, { deadLetters, deadBatches, role, ...settings });
    const isArchived = settings.archive === 'on' && isArchivedBy(name, entry.from);
    const sql = sqlOf(isArchived ? { ...entry, select: `${entry.select}, ${TOPIC_COLUMN}` } : entry);
    const actions = [target.action, ...(isArchived ? [ARCHIVING] : [])];
    if (target.door) behind[target.door] = target.behind!;
    Object.assign(resources, target.resources, {
      [`${pascal(name)}Rule`]: topicRule(ruleNameIn(stage, name), sql, actions, deadLetters, role),
      [role]: roleFor('iot', entry.invoke ? domain : name, [maySend(deadLetters), ...target.statements]),
    });
  }
  return { resources, behind };
}

interface Target {
  action: object;
  statements: Statement[];
  resources: Resources;
  door?: string;
  behind?: Behind;
}

type Context = Settings & { deadLetters: string; deadBatches: string; role: string };

function targetOf(domain: string, name: string, entry: RuleEntry, context: Context): Target {
  const { queue, patient = false, atOnce = AT_ONCE } = entry;
  if (queue) return queued(domain, name, queue, { ...context, isPatient: patient, atOnce });
  if (entry.invoke) return invoked(domain, name, entry.invoke, context);
  if (entry.republish) return republished(entry.republish, context);
  throw new Error(`rule ${name} needs one of queue, invoke and republish`);
}

function queued(
  domain: string,
  name: string,
  door: string,
  context: Context & { isPatient: boolean; atOnce: number },
): Target {
  const { ingest, role, ...around } = context;
  const make = QUEUES[ingest];
  if (!make) throw new Error(`the parameter ingest is ${Object.keys(QUEUES).join(' or ')}, not ${ingest}`);
  // The kind is part of the id, because CloudFormation cannot change the type of a resource.
  const id = `${pascal(name)}${pascal(ingest)}`;
  const queue = make(id, { ...around, ruleRole: role, lambda: lambdaOf(domain, door) });
  return {
    action: queue.action,
    statements: [queue.send],
    resources: queue.resources,
    door,
    behind: { events: queue.events, statements: queue.receive },
  };
}

function invoked(domain: string, name: string, door: string, { deadLetters }: Context): Target {
  const lambda = lambdaOf(domain, door);
  return {
    action: { Lambda: { FunctionArn: arnOf(lambda) } },
    statements: [],
    resources: {
      [`${pascal(name)}RulePermission`]: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: lambda },
          Principal: 'iot.amazonaws.com',
          SourceArn: arnOf(`${pascal(name)}Rule`),
        },
      },
    },
    door,
    behind: {
      events: [],
      statements: [maySend(deadLetters)],
      destinations: { onFailure: { type: 'sqs', arn: arnOf(deadLetters) } },
    },
  };
}

function republished({ to, with: params }: NonNullable<RuleEntry['republish']>, { stage, role }: Context): Target {
  const topic = topicOf(topics[to] as Topic, params);
  return {
    action: { Republish: { Topic: topic, Qos: 1, RoleArn: arnOf(role) } },
    statements: [mayPublish(to, stage)],
    resources: {},
  };
}

/** What the framework calls the function behind a door. */
const lambdaOf = (domain: string, door: string) => `${pascal(doorOf(domain, door).bundle)}LambdaFunction`;

/** A rule of AWS IoT; what one of its actions could not hand on goes to the dead letters. */
export const topicRule = (name: string, sql: string, Actions: object[], deadLetters: string, role: string) => ({
  Type: 'AWS::IoT::TopicRule',
  Properties: {
    RuleName: name,
    TopicRulePayload: {
      AwsIotSqlVersion: '2016-03-23',
      Sql: sql,
      Actions,
      ErrorAction: { Sqs: { QueueUrl: { Ref: deadLetters }, RoleArn: arnOf(role), UseBase64: false } },
    },
  },
});

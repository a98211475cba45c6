import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { TopicName } from '../../events/topics.ts';
import { readDomain, readDomains } from '../doors.mjs';
import { stackOf } from '../stack.ts';
import { A_DAY } from './counts.ts';

/** What is there as soon as the stack is deployed, read from the same files as the template. */
export interface Deployed {
  /** Functions that run by the clock, how often a day, and their memory (MB). */
  schedules: { name: string; times: number; memory: number }[];
  /** Between rules and functions; the memory of the function behind (MB), the messages that it takes at once. */
  queues: { door: string; memory: number; batch: number; window: number }[];
  /** Of a function that says nothing else, MB. */
  memory: number;
  secrets: number;
  parameters: number;
  /** Metrics that alarms ask about. */
  alarms: number;
  dashboards: number;
  /** How many rules hear a topic. */
  rulesOf: (topic: TopicName) => number;
}

interface Definition {
  memorySize?: number;
  events: { schedule?: string; sqs?: { batchSize: number; maximumBatchingWindow: number } }[];
}

/** Between a stream and a function. */
interface Mapping {
  Type: string;
  Properties: { FunctionName: { Ref: string }; BatchSize: number; MaximumBatchingWindowInSeconds: number };
}

/** Reads functions.yml of all domains, and serverless.yml. */
export function readDeployed(ingest: string): Deployed {
  const { functions, resources } = stackOf({ stage: 'prod', ingest, alarms: 'somebody@example.com' });
  const text = readFileSync('serverless.yml', 'utf8');
  const { memorySize } = parse(text).provider as { memorySize: number };
  const all = Object.entries(functions) as unknown as [string, Definition][];
  const memoryOf = (definition: Definition) => definition.memorySize ?? memorySize;

  const mappings = (Object.values(resources.Resources) as Mapping[]).filter(
    ({ Type }) => Type === 'AWS::Lambda::EventSourceMapping',
  );
  const mappingsOf = (door: string) =>
    mappings
      .map(({ Properties }) => Properties)
      .filter(({ FunctionName }) => FunctionName.Ref === `${door[0]!.toUpperCase()}${door.slice(1)}LambdaFunction`)
      .map(({ BatchSize: batchSize, MaximumBatchingWindowInSeconds: maximumBatchingWindow }) => ({
        batchSize,
        maximumBatchingWindow,
      }));
  const types = (Object.values(resources.Resources) as { Type: string }[]).map(({ Type }) => Type);
  const written = `${text} ${JSON.stringify(resources)}`;
  const rules = readDomains().flatMap((domain) => Object.values(readDomain(domain).rules ?? {}));
  return {
    schedules: all.flatMap(([name, one]) =>
      one.events.flatMap(({ schedule }) =>
        schedule ? [{ name, times: timesADay(schedule), memory: memoryOf(one) }] : [],
      ),
    ),
    queues: all.flatMap(([door, one]) =>
      [...one.events.flatMap(({ sqs }) => sqs ?? []), ...mappingsOf(door)].map(
        ({ batchSize: batch, maximumBatchingWindow: window }) => ({ door, memory: memoryOf(one), batch, window }),
      ),
    ),
    memory: memorySize,
    secrets: namesIn(written, /secretsmanager:[^"']*?skein\/[^/"']+\/(\w+)/g),
    parameters: Object.keys(resources.Parameters).length,
    alarms: alarmed(resources.Resources),
    dashboards: types.filter((one) => one === 'AWS::CloudWatch::Dashboard').length,
    rulesOf: (topic) => rules.filter(({ from }) => from === topic).length,
  };
}

interface Alarm {
  Type: string;
  Properties: { Metrics?: { MetricStat?: object }[] };
}

/** https://aws.amazon.com/cloudwatch/pricing/: an alarm costs for each metric that it asks about. */
const alarmed = (resources: Record<string, object>): number =>
  (Object.values(resources) as Alarm[])
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .reduce((sum, { Properties: { Metrics } }) => sum + (Metrics?.filter((one) => one.MetricStat).length ?? 1), 0);

const namesIn = (text: string, pattern: RegExp): number =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name)).size;

/** `rate(5 minutes)` or a cron that runs once an hour, such as `cron(2 * * * ? *)`; throws for what is neither. */
export function timesADay(schedule: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const minutes = { minute: 1, hour: 60, day: A_DAY.minutes };
  if (count && unit) return A_DAY.minutes / (Number(count) * minutes[unit as keyof typeof minutes]);
  if (/^cron\(\d+ \* \* \* \? \*\)$/.test(schedule)) return 24;
  if (/^cron\(\d+ \d+ \* \* \? \*\)$/.test(schedule)) return 1;
  throw new Error(`how often a day is ${schedule}?`);
}

import { type Alarm, alarmsOf, type Watched } from './alarms.ts';
import { dashboardOf } from './dashboard.ts';
import type { Metric } from './metric.ts';

const TOPIC = 'AlarmTopic';

/** Whom alarms tell, by the parameter `alarms`. */
type Told = { email: string } | { topic: string } | undefined;

/** A dashboard; and alarms, if they have somebody to tell. Throws where the parameter is none. */
export function watch(watched: Watched, alarms = 'off') {
  const told = toldBy(alarms);
  return {
    resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardName: `skein-${watched.stage}`, DashboardBody: dashboardOf(watched) },
      },
      ...(told && alarmResources(watched, told)),
    },
    outputs: { DashboardName: { Value: `skein-${watched.stage}`, Description: 'of CloudWatch' } },
  };
}

function toldBy(alarms: string): Told {
  if (alarms === 'off') return undefined;
  if (/^[^\s@]+@[^\s@]+$/.test(alarms)) return { email: alarms };
  if (/^arn:[\w-]+:sns:/.test(alarms)) return { topic: alarms };
  throw new Error(`the parameter alarms is off, an email address, or the ARN of an SNS topic, not ${alarms}`);
}

function alarmResources(watched: Watched, told: NonNullable<Told>): Record<string, object> {
  const action = 'topic' in told ? told.topic : { Ref: TOPIC };
  const own = 'topic' in told ? {} : { [TOPIC]: topicFor(told.email) };
  const alarms = alarmsOf(watched).map((alarm) => [`${alarm.name}Alarm`, alarmResource(watched.stage, alarm, action)]);
  return { ...own, ...Object.fromEntries(alarms) };
}

/** A topic without encryption of its own: CloudWatch may not publish to one with SNS's own key. */
const topicFor = (email: string) => ({
  Type: 'AWS::SNS::Topic',
  Properties: { Subscription: [{ Protocol: 'email', Endpoint: email }] },
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const alarmResource = (stage: string, alarm: Alarm, action: unknown) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `skein-${stage}-${alarm.name}`,
    AlarmDescription: `${alarm.says} What to do: ${pageOf(alarm)}`,
    ...conditionOf(alarm),
    ...measuredOf(alarm),
    DatapointsToAlarm: alarm.during[0],
    EvaluationPeriods: alarm.during[1],
    // what should run by the clock and has never said anything does not run
    TreatMissingData: alarm.below === undefined ? 'notBreaching' : 'breaching',
    AlarmActions: [action],
    OKActions: [action],
  },
});

/** Where it stands what to do. */
const pageOf = ({ name }: Alarm): string => `docs/operate/alarms.md#${name.toLowerCase()}`;

const conditionOf = ({ above, below }: Alarm) =>
  below === undefined
    ? { ComparisonOperator: 'GreaterThanThreshold', Threshold: above }
    : { ComparisonOperator: 'LessThanThreshold', Threshold: below };

function measuredOf({ metrics, expression, period }: Alarm) {
  const only = metrics[0]!;
  if (!expression) return { ...named(only), ...statistic(only), Period: period };
  const each = metrics.map((metric, i) => ({
    Id: `m${i + 1}`,
    MetricStat: { Metric: named(metric), Period: period, Stat: metric.of },
    ReturnData: false,
  }));
  return { Metrics: [{ Id: 'e1', Expression: expression, ReturnData: true }, ...each] };
}

const statistic = ({ of }: Metric) => (/^p\d/.test(of) ? { ExtendedStatistic: of } : { Statistic: of });

const named = ({ namespace, name, dimensions }: Metric) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

import { ofType, type Template, textOf, within } from '../template.ts';

interface Alarm {
  Namespace?: string;
  MetricName?: string;
  Period?: number;
  EvaluationPeriods?: number;
  DatapointsToAlarm?: number;
  Metrics?: { MetricStat?: { Metric: { Namespace?: string; MetricName?: string } } }[];
}

/** Metrics that functions emit, by namespace; those of AWS's own begin with `AWS/`. */
export type Emitted = Record<string, readonly string[]>;

/** Dashboards that CloudWatch can draw, and alarms on metrics that somebody emits. */
export const watchRules = (emitted: Emitted) =>
  function* (template: Template): Iterable<string> {
    for (const [id, { DashboardBody }] of ofType<{ DashboardBody: unknown }>(template, 'AWS::CloudWatch::Dashboard')) {
      yield* dashboardRules(id, textOf(DashboardBody));
    }
    for (const [id, alarm] of ofType<Alarm>(template, 'AWS::CloudWatch::Alarm')) {
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      const { Period, EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods } = alarm;
      if (Period !== undefined && ![10, 20, 30].includes(Period) && Period % 60 !== 0)
        yield `${id}.Period is ${Period} s, not 10, 20, 30 or minutes`;
      yield* within(`${id}.DatapointsToAlarm`, DatapointsToAlarm, 1, EvaluationPeriods);
      if ((Period ?? 0) * EvaluationPeriods > 604_800) yield `${id} looks back for more than seven days`;
      for (const { Namespace, MetricName } of [
        alarm,
        ...(alarm.Metrics ?? []).map(({ MetricStat }) => MetricStat?.Metric ?? {}),
      ]) {
        const isOurs = Namespace !== undefined && !Namespace.startsWith('AWS/');
        if (isOurs && !emitted[Namespace]?.includes(MetricName ?? ''))
          yield `${id}: nobody emits ${Namespace} ${MetricName}`;
      }
    }
  };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function* dashboardRules(id: string, body: string): Iterable<string> {
  try {
    const { widgets } = JSON.parse(body) as { widgets?: unknown[] };
    if (!Array.isArray(widgets)) yield `${id} has no widgets`;
    else if (widgets.length > 500) yield `${id} has ${widgets.length} widgets, more than 500`;
  } catch {
    yield `${id}: its body is no JSON`;
  }
}

import { setting } from './config.ts';

/** Everything that is measured, by its dimension; docs/operate/metrics.md says what each means. */
export const METRICS = {
  topic: { accepted: 'Count', lag: 'Milliseconds' },
  reason: { rejected: 'Count', refused: 'Count', connections_refused: 'Count' },
  outcome: { rentals: 'Count', commands: 'Count' },
} as const;

type Metrics = typeof METRICS;

/**
 * Measures something, such as `measure('topic', 'crowd', { accepted: 12 })`: CloudWatch makes metrics of a line in
 * embedded metric format, with that dimension and without any. Each value of a dimension is billed as a metric of its
 * own, so it must be one of few, and never what a client has made up.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measure<By extends keyof Metrics>(
  by: By,
  which: string,
  values: Partial<Record<keyof Metrics[By], number>>,
): void {
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: (METRICS[by] as Record<string, string>)[Name] }));
  const CloudWatchMetrics = [{ Namespace: setting('RULE_PREFIX'), Dimensions: [[by], []], Metrics }];
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics }, [by]: which, ...values };
  process.stdout.write(`${JSON.stringify(line)}\n`); // the console would put a prefix before it
}

import { METRICS } from '../../lib/metrics.ts';
import { rulePrefix } from '../stage.ts';

type Value = string | { Ref: string } | { 'Fn::GetAtt': [string, string] };

/** A metric of CloudWatch, with how the values of a period are made one. */
export interface Metric {
  namespace: string;
  name: string;
  dimensions: Record<string, Value>;
  /** Sum, Maximum, p95 and so on. */
  of: string;
}

export const ofFunction =
  (stage: string, name: 'Errors' | 'Throttles' | 'Invocations' | 'IteratorAge') =>
  (key: string): Metric => ({
    namespace: 'AWS/Lambda',
    name,
    dimensions: { FunctionName: `skein-${stage}-${key}` },
    of: name === 'IteratorAge' ? 'Maximum' : 'Sum',
  });

export const ofQueue =
  (name: 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage') =>
  (id: string): Metric => ({
    namespace: 'AWS/SQS',
    name,
    dimensions: { QueueName: { 'Fn::GetAtt': [id, 'QueueName'] } },
    of: 'Maximum',
  });

export const ofApi = (name: '4xx' | '5xx' | 'Latency' | 'Count', of = 'Sum'): Metric => ({
  namespace: 'AWS/ApiGateway',
  name,
  dimensions: { ApiId: { Ref: 'HttpApi' } },
  of,
});

type Names<By> = By extends keyof typeof METRICS ? keyof (typeof METRICS)[By] : never;
export type OwnMetric = Names<keyof typeof METRICS>;

/** A metric that our functions measure (lib/metrics.ts), all of it or that of one value of its dimension. */
export function own(stage: string, name: OwnMetric, which?: string): Metric {
  const [by, metrics] = Object.entries(METRICS).find(([, names]) => name in names)!;
  const unit = (metrics as Record<string, string>)[name];
  return {
    namespace: rulePrefix(stage),
    name,
    dimensions: which === undefined ? {} : { [by]: which },
    of: unit === 'Count' ? 'Sum' : 'Maximum',
  };
}

/** The names of all metrics that our functions measure, by the namespace of a stage. */
export const measuredBy = (stage: string): Record<string, string[]> => ({
  [rulePrefix(stage)]: Object.values(METRICS).flatMap((names) => Object.keys(names)),
});

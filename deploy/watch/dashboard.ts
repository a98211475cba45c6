import { textOf } from '../check/template.ts';
import { rulePrefix } from '../stage.ts';
import type { Watched } from './alarms.ts';
import { type Metric, ofApi, ofFunction, ofQueue } from './metric.ts';

const REGION = `\${AWS::Region}`;
const WIDTH = 24;
const HEIGHT = 6;

interface Graph {
  title: string;
  /** Metrics, or what a search finds. */
  shows: readonly (Metric | string)[];
}

/** Rows of graphs, from what devices say to what the stack answers and what goes wrong in it. */
const rowsOf = ({ stage, functions, queues, deadLetters }: Watched): Graph[][] => {
  const ours = (name: string, by: string, of = 'Sum') =>
    `SEARCH('{${rulePrefix(stage)},${by}} MetricName="${name}"', '${of}', 60)`;
  const readers = functions.readers.map(ofFunction(stage, 'IteratorAge'));
  return [
    [
      { title: 'Accepted, by topic', shows: [ours('accepted', 'topic')] },
      { title: 'Rejected, by reason', shows: [ours('rejected', 'reason')] },
      { title: 'Lag, ms', shows: [ours('lag', 'topic', 'Maximum')] },
    ],
    [
      { title: 'Rentals, by outcome', shows: [ours('rentals', 'outcome')] },
      { title: 'Commands, by outcome', shows: [ours('commands', 'outcome')] },
      {
        title: 'Refused, by reason',
        shows: [ours('refused', 'reason'), ours('connections_refused', 'reason')],
      },
    ],
    [
      { title: 'Requests', shows: [ofApi('Count'), ofApi('4xx'), ofApi('5xx')] },
      { title: 'Latency, ms', shows: [ofApi('Latency', 'p50'), ofApi('Latency', 'p95'), ofApi('Latency', 'p99')] },
      { title: 'Dead letters', shows: deadLetters.map(ofQueue('ApproximateNumberOfMessagesVisible')) },
    ],
    [
      {
        title: queues.length > 0 ? 'Age of the oldest message, s' : 'Age of the oldest record, ms',
        shows: queues.length > 0 ? queues.map(ofQueue('ApproximateAgeOfOldestMessage')) : readers,
      },
      { title: 'Errors of functions', shows: [ofFunctions(stage, 'Errors')] },
      { title: 'Calls under way', shows: [ofFunctions(stage, 'ConcurrentExecutions', 'Maximum')] },
    ],
  ];
};

/** A term in quotes would have to be the whole name of a function; these are parts of it. */
const ofFunctions = (stage: string, name: string, of = 'Sum') =>
  `SEARCH('{AWS/Lambda,FunctionName} MetricName="${name}" skein ${stage.split(/[^A-Za-z0-9]+/).join(' ')}', '${of}', 60)`;

/**
 * The body of a stage's dashboard.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardOf(watched: Watched): object {
  const widgets = rowsOf(watched).flatMap((row, y) =>
    row.map(({ title, shows }, x) => ({
      type: 'metric',
      x: (x * WIDTH) / row.length,
      y: y * HEIGHT,
      width: WIDTH / row.length,
      height: HEIGHT,
      properties: { title, region: REGION, view: 'timeSeries', period: 60, metrics: shows.map(lineOf) },
    })),
  );
  return { 'Fn::Sub': JSON.stringify({ widgets }) };
}

/** A line of a graph: a search, or a metric with its dimensions in a row. */
function lineOf(shown: Metric | string, i: number): unknown[] {
  if (typeof shown === 'string') return [{ expression: shown, id: `e${i}` }];
  const { namespace, name, dimensions, of } = shown;
  return [namespace, name, ...Object.entries(dimensions).flatMap(([key, value]) => [key, textOf(value)]), { stat: of }];
}

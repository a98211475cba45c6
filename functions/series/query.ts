import { invalid, refuse } from '../../lib/errors.ts';
import { log } from '../../lib/log.ts';
import { DAY, HOUR, SECOND } from '../../lib/time.ts';
import { MEASUREMENT } from './lines.ts';
import { askTsdb } from './tsdb.ts';

/** What is asked of one property. */
export interface Question {
  device_id: string;
  property: string;
  channel?: string | undefined;
  fn: string;
  from: number;
  to: number;
  /** ms */
  step: number;
}

interface Asked {
  from?: number | undefined;
  to?: number | undefined;
  step?: number | undefined;
}

const LONGEST = 400 * DAY;
const MOST_POINTS = 10_000;

/** The period and the step of a question, filled in; throws a Problem where they do not go together. */
export function periodOf({ from, to, step }: Asked, now: number) {
  const end = to ?? now;
  const begin = from ?? Math.max(0, end - HOUR);
  if (begin >= end) throw invalid('from', 'from must be before to.');
  if (end - begin > LONGEST) throw invalid('from', `A period has ${LONGEST / DAY} days at most.`);
  const length =
    step === undefined ? Math.max(SECOND, Math.ceil((end - begin) / 100 / SECOND) * SECOND) : step * SECOND;
  if ((end - begin) / length > MOST_POINTS) throw invalid('step', `There are ${MOST_POINTS} steps at most.`);
  return { from: begin, to: end, step: length };
}

/**
 * Of each step that has values, when it began and what they come to. A step has the values from its beginning up to, and
 * without, its end. PromQL looks back from a moment, so the moment of a step is its last millisecond.
 */
export async function readSeries(question: Question): Promise<[number, number][]> {
  const { device_id, property, channel = '', fn, from, to, step } = question;
  const name = `${MEASUREMENT}_${property}`;
  const selector = `{__name__="${name}",device="${device_id}",channel="${channel}"}`;
  const steps = Math.ceil((to - from) / step);
  const last = from + steps * step - 1;
  const query = new URLSearchParams({
    query: `${fn}_over_time(${selector}[${step}ms])`,
    start: String((from + step - 1) / SECOND),
    end: String(last / SECOND),
    step: `${step}ms`,
    nocache: '1', // with its cache VictoriaMetrics moves the steps to multiples of their length
  });
  const result = await ask(query);
  // Several where a device has moved to another venue since, or its product was renamed.
  const points = result.flatMap(({ values }) => values);
  return points
    .map(([at, value]): [number, number] => [Math.round(at * SECOND) - step + 1, Number(value)])
    .sort(([a], [b]) => a - b);
}

type Found = { values: [at: number, value: string][] }[];

async function ask(query: URLSearchParams): Promise<Found> {
  try {
    const { data } = (await (await askTsdb('/api/v1/query_range', query)).json()) as { data: { result: Found } };
    return data.result;
  } catch (error) {
    log.error('a series cannot be read', { error: error as Error });
    throw refuse('series_unavailable');
  }
}

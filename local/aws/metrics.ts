/** A line in embedded metric format, as lib/metrics.ts writes it: each metric's value stands beside its dimension. */
interface Line {
  _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[] };
  [member: string]: unknown;
}

/** One value, and the dimension that it has. */
export interface Measured {
  name: string;
  unit: string;
  by: string;
  which: string;
  value: number;
}

type Write = typeof process.stdout.write;

/**
 * Does what CloudWatch does with the output of functions: takes the metrics out of it. Their lines go no further, as
 * nobody wants to read them; all else is written as before. Returns what undoes it.
 */
export function hearMetrics(hear: (measured: Measured) => void): () => void {
  const write = process.stdout.write;
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (typeof chunk !== 'string' || !chunk.startsWith('{"_aws":'))
      return Reflect.apply(write, process.stdout, [chunk, ...rest]);
    for (const line of chunk.trimEnd().split('\n')) for (const one of metricsIn(JSON.parse(line) as Line)) hear(one);
    return true;
  }) as Write;
  return () => {
    process.stdout.write = write;
  };
}

const metricsIn = (line: Line): Measured[] =>
  line._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => {
    const by = Dimensions.flat()[0]!;
    return Metrics.map(({ Name, Unit }) => ({
      name: Name,
      unit: Unit,
      by,
      which: String(line[by]),
      value: Number(line[Name]),
    }));
  });

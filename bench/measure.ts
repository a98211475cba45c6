/** Progress; stdout is for the results. */
export const say = (line: string): void => console.error(`bench: ${line}`);

/** The smallest value that this share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** A distribution in short. */
export const spread = (values: readonly number[]) => ({
  p50: rounded(percentile(values, 0.5)),
  p95: rounded(percentile(values, 0.95)),
  p99: rounded(percentile(values, 0.99)),
  max: rounded(percentile(values, 1)),
});

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** What it gives, and how long it took, ms. */
export async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
}

import { hearMetrics, type Measured } from '../../local/aws/metrics.ts';

/** What this test file's functions have measured since the test began, as [name, dimension, value]. */
export function withMetrics(): () => [name: string, which: string, value: number][] {
  const heard: Measured[] = [];
  let stop = () => {};
  beforeAll(() => {
    stop = hearMetrics((one) => heard.push(one));
  });
  beforeEach(() => void heard.splice(0));
  afterAll(() => stop());
  return () => heard.map(({ name, which, value }) => [name, which, value]);
}

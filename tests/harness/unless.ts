type Declare<Body> = (name: string, body: Body) => void;

interface Blocks {
  describe: Declare<() => void>;
  test: Declare<() => Promise<void>>;
}

/**
 * `describe` and `test` that run unless there is a reason not to; then they are skipped, and npm test ends with the
 * reason. Jest knows of no reasons, so that it becomes a part of the name, where tests/harness/reporter.mjs finds it.
 */
export function unless(reason: string | false): Blocks {
  if (!reason) return { describe, test };
  return {
    describe: (name, body) => describe.skip(`${name} [skipped: ${reason}]`, body),
    test: (name, body) => test.skip(`${name} [skipped: ${reason}]`, body),
  };
}

import { aws, withAws } from './aws.ts';
import { messageFaults } from './held.ts';

const TRIES = 3;

/** Takes the broker's place for a test file; gives what the functions have published since the test began. */
export function withBroker() {
  withAws();
  const published = () =>
    // biome-ignore lint/suspicious/noExplicitAny: a message is whatever was published
    aws.published.map(({ topic, text }) => ({ topic, payload: JSON.parse(text) as any }));
  const forget = () => void aws.published.splice(0);
  beforeEach(() => {
    forget();
    aws.failures = 0;
  });
  afterEach(() => expect(published().flatMap(({ topic, payload }) => messageFaults(topic, payload))).toEqual([]));
  const matching = (wanted: RegExp) =>
    published().flatMap(({ topic, payload }) => (wanted.test(topic) ? [payload] : []));
  /** For a test of many runs, which would look through the messages of all of them. */
  return Object.assign(matching, { forget });
}

/** From now on nothing can be published, until it is restored. */
export function brokerIsAway() {
  aws.failures = Number.POSITIVE_INFINITY;
  const restore = () => {
    aws.failures = 0;
  };
  return { restore };
}

/** The next message cannot be published, however often it is tried. */
export function brokerFailsOnce(): void {
  aws.failures = TRIES;
}

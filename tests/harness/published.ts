import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { mockClient } from 'aws-sdk-client-mock';
import { messageFaults } from './held.ts';

/** Takes the broker's place for a test file; gives what the functions have published since the test began. */
export function withBroker() {
  const client = mockClient(IoTDataPlaneClient);
  const published = () =>
    client.commandCalls(PublishCommand).map(({ args: [{ input }] }) => ({
      topic: input.topic!,
      // biome-ignore lint/suspicious/noExplicitAny: a message is whatever was published
      payload: JSON.parse(Buffer.from(input.payload as Uint8Array).toString()) as any,
    }));
  beforeEach(() => void client.reset());
  afterEach(() => expect(published().flatMap(({ topic, payload }) => messageFaults(topic, payload))).toEqual([]));
  const matching = (wanted: RegExp) =>
    published().flatMap(({ topic, payload }) => (wanted.test(topic) ? [payload] : []));
  /** For a test of many runs, which would look through the messages of all of them. */
  return Object.assign(matching, { forget: () => void client.reset() });
}

/** From now on nothing can be published, until the spy is restored. */
export const brokerIsAway = () =>
  jest.spyOn(IoTDataPlaneClient.prototype, 'send').mockRejectedValue(new Error('unreachable') as never);

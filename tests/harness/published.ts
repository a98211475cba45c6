import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import { mockClient } from 'aws-sdk-client-mock';

/** Takes the broker's place for a test file; gives what the functions have published since the test began. */
export function withBroker() {
  const client = mockClient(IoTDataPlaneClient);
  beforeEach(() => void client.reset());
  return (topic: RegExp) =>
    client.commandCalls(PublishCommand).flatMap(({ args: [{ input }] }) =>
      // biome-ignore lint/suspicious/noExplicitAny: a message is whatever was published
      topic.test(input.topic!) ? [JSON.parse(Buffer.from(input.payload as Uint8Array).toString()) as any] : [],
    );
}

import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';

let client: IoTDataPlaneClient | undefined;

/** Publishes JSON to a topic of the broker with QoS 1; rejects when the broker did not take it. */
export async function publish(topic: string, payload: object): Promise<void> {
  const endpoint = process.env.IOT_ENDPOINT;
  client ??= new IoTDataPlaneClient(endpoint ? { endpoint } : {});
  await client.send(new PublishCommand({ topic, qos: 1, payload: Buffer.from(JSON.stringify(payload)) }));
}

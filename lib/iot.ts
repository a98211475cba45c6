import type { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import type { Topic } from '../events/topic.ts';
import { ruleName } from './rule.ts';

/** Loaded with the first message, because that takes longer than most calls of a function that rarely publishes. */
const sdk = () => import('@aws-sdk/client-iot-data-plane');

let client: IoTDataPlaneClient | undefined;

interface Options {
  /** The broker keeps it for those who subscribe later. */
  retain?: boolean;
}

/** Publishes JSON to a topic of the broker with QoS 1; rejects when the broker did not take it. */
export const publish = (topic: string, payload: unknown, options: Options = {}): Promise<void> =>
  publishText(topic, JSON.stringify(payload), options);

/** The same with a payload that is text already. */
export async function publishText(topic: string, text: string, options: Options = {}): Promise<void> {
  const { IoTDataPlaneClient, PublishCommand } = await sdk();
  const endpoint = process.env.IOT_ENDPOINT;
  client ??= new IoTDataPlaneClient(endpoint ? { endpoint } : {});
  await client.send(new PublishCommand({ topic, qos: 1, payload: Buffer.from(text), ...options }));
}

/** Sends an internal event straight to the rule that reads its topic (Basic Ingest), to which no client may publish. */
export const publishInternal = ({ basicIngest, pattern }: Topic, event: object): Promise<void> =>
  publish(`$aws/rules/${ruleName(basicIngest!)}/${pattern}`, event);

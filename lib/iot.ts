import type { Topic } from '../events/topic.ts';
import { callAws } from './aws.ts';
import { ruleName } from './rule.ts';

interface Options {
  /** The broker keeps it for those who subscribe later. */
  retain?: boolean;
}

/** Publishes JSON to a topic of the broker with QoS 1; rejects when the broker did not take it. */
export const publish = (topic: string, payload: unknown, options: Options = {}): Promise<void> =>
  publishText(topic, JSON.stringify(payload), options);

/**
 * The same with a payload that is text already, by the IoT data plane's Publish
 * (https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html).
 */
export async function publishText(topic: string, text: string, { retain = false }: Options = {}): Promise<void> {
  await callAws({
    service: 'iotdata',
    host: 'data-ats.iot',
    method: 'POST',
    path: `/topics/${encodeURIComponent(topic)}?qos=1${retain ? '&retain=true' : ''}`,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: text,
  });
}

/** Sends an internal event straight to the rule that reads its topic (Basic Ingest), to which no client may publish. */
export const publishInternal = ({ basicIngest, pattern }: Topic, event: object): Promise<void> =>
  publish(`$aws/rules/${ruleName(basicIngest!)}/${pattern}`, event);

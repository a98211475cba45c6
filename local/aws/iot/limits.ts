/**
 * What AWS IoT's broker refuses whatever a policy says
 * (https://docs.aws.amazon.com/general/latest/gr/iot-core.html, https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html).
 * Each check gives the reason, or undefined.
 */

export const LIMITS = {
  payloadBytes: 128 * 1024,
  /** Of any packet: a payload, a topic, and what is around them. */
  packetBytes: 129 * 1024,
  /** Of what is kept for a client that nobody knows yet. */
  connectBytes: 64 * 1024,
  /** How long a client may take until it has sent its CONNECT, ms. */
  connectWithin: 10_000,
  topicBytes: 256,
  topicSlashes: 7,
  clientIdBytes: 128,
  subscriptionsPerConnection: 50,
};

const BASIC_INGEST = /^\$aws\/rules\/[^/]+(?:\/|$)/;

interface Publish {
  topic: string;
  payload: string | Buffer;
  qos: number;
}

export function refusedPublish({ topic, payload, qos }: Publish): string | undefined {
  const bytes = Buffer.byteLength(payload);
  if (topic === '' || /[+#]/.test(topic)) return `${JSON.stringify(topic)} is no topic to publish to`;
  if (qos === 2) return 'AWS IoT does not take QoS 2';
  if (bytes > LIMITS.payloadBytes) return `a payload of ${bytes} bytes is over the limit of ${LIMITS.payloadBytes}`;
  if (topic.startsWith('$') && !BASIC_INGEST.test(topic)) return `${topic} is a reserved topic`;
  return refusedTopic(topic.replace(BASIC_INGEST, ''));
}

export function refusedSubscribe(
  { topic, qos }: { topic: string; qos: number },
  subscriptions: number,
): string | undefined {
  if (qos === 2) return 'AWS IoT does not take QoS 2';
  if (subscriptions >= LIMITS.subscriptionsPerConnection) {
    return `a connection has at most ${LIMITS.subscriptionsPerConnection} subscriptions`;
  }
  return refusedTopic(topic);
}

export function refusedClientId(clientId: string): string | undefined {
  if (clientId === '') return 'a client id is needed';
  const bytes = Buffer.byteLength(clientId);
  return bytes > LIMITS.clientIdBytes ? `a client id has at most ${LIMITS.clientIdBytes} bytes` : undefined;
}

function refusedTopic(topic: string): string | undefined {
  if (Buffer.byteLength(topic) > LIMITS.topicBytes) return `a topic has at most ${LIMITS.topicBytes} bytes`;
  const slashes = topic.split('/').length - 1;
  return slashes > LIMITS.topicSlashes ? `a topic has at most ${LIMITS.topicSlashes} slashes` : undefined;
}

import type { Broker } from '../iot/broker.ts';
import { refusedPublish } from '../iot/limits.ts';
import { Refusal } from './refusal.ts';

/** The IoT data plane's Publish: https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html */
export function dataPlanePublish(url: URL, payload: Buffer, publish: Broker['publish']): object {
  const topic = decoded(url.pathname.slice('/topics/'.length));
  const qos = Number(url.searchParams.get('qos') ?? 0);
  const reason = qos === 0 || qos === 1 ? refusedPublish({ topic, payload, qos }) : `qos must be 0 or 1, not ${qos}`;
  if (reason) throw new Refusal(400, 'InvalidRequestException', reason);
  publish({ topic, payload, retain: url.searchParams.get('retain') === 'true' }, qos as 0 | 1);
  return { message: 'OK' };
}

/** A path that cannot be read names no topic. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

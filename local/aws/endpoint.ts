import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Loopback, onLoopback } from '../loopback.ts';
import type { LocalMetrics } from '../metrics.ts';
import { HOST } from '../ports.mjs';
import type { Broker } from './iot/broker.ts';
import type { DeadBatches } from './queues/dead-batches.ts';
import { asksForSecret, getSecretValue, type Secrets } from './secrets.ts';
import { isOfBuckets, putFile } from './services/buckets.ts';
import { dataPlanePublish } from './services/iot-data.ts';
import { Refusal } from './services/refusal.ts';
import { s3Call } from './services/s3.ts';
import { type Queues, sqsCall } from './services/sqs.ts';
import { tag } from './services/xml.ts';

/** Where Prometheus reads. */
export const METRICS_PATH = '/metrics';

/** What the imitated services reach. */
interface Parts extends Queues {
  publish: Broker['publish'];
  batches: DeadBatches;
  /** Lambda's asynchronous invoke, by the function's name; false if there is no such function. */
  invokeLater(functionName: string, event: unknown): boolean;
  /** CloudFormation's list of what the stack is made of, for who finds its parts at this address. */
  stackResources(endpoint: string): string;
}

export interface Endpoint extends Loopback {
  /** Begins to answer, with these. */
  serve(parts: Parts): void;
}

interface Request {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/**
 * Where AWS clients find the laptop's services by their endpoint setting alone: as many calls as the functions and the
 * command for dead letters make, of the IoT data plane, Secrets Manager, SQS, Kinesis, Lambda, S3 and
 * CloudFormation. Prometheus finds the stack's metrics here, too.
 */
export async function startEndpoint(secrets: Secrets, metrics: LocalMetrics): Promise<Endpoint> {
  let parts: Parts | undefined; // the functions have to know the address before the broker can call them
  let address = '';
  const server = createServer(async (incoming, response) => {
    try {
      if (incoming.url === METRICS_PATH) {
        response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
        return;
      }
      if (asksForSecret(incoming)) return json(response, ...(await getSecretValue(incoming, secrets)));
      if (!parts) throw new Refusal(503, 'ServiceUnavailable', 'not started yet');
      const { method = '', headers } = incoming;
      const url = new URL(`http://${HOST}${incoming.url}`);
      const answer = answered({ method, url, headers, body: await buffer(incoming) }, parts, address);
      const status = method === 'DELETE' ? 204 : url.pathname.endsWith('/invocations') ? 202 : 200;
      if (typeof answer === 'string') xml(response, status, answer);
      else json(response, status, answer);
    } catch (error) {
      const { status = 500, code = 'InternalFailure', message } = error as Refusal;
      const isS3 = incoming.headers['user-agent']?.includes('api/s3');
      if (isS3) xml(response, status, tag('Error', tag('Code', code) + tag('Message', message)));
      else json(response, status, { message, __type: code });
    }
  });
  const loopback = await onLoopback(server);
  address = loopback.url;
  return {
    ...loopback,
    serve: (given) => {
      parts = given;
    },
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function xml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
}

/** What a service answers: an object is JSON, a text is XML or an object's content. Throws what it refuses. */
function answered({ method, url, headers, body }: Request, parts: Parts, address: string): object | string {
  if (method === 'POST' && url.pathname.startsWith('/topics/')) return dataPlanePublish(url, body, parts.publish);
  const [service, operation] = String(headers['x-amz-target'] ?? '').split('.') as [string, string];
  if (service === 'AmazonSQS') return sqsCall(operation, JSON.parse(body.toString()), parts);
  if (service === 'Kinesis_20131202' && operation === 'PutRecord') return putRecord(body, parts);
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname) ?? [];
  if (name) return invoke(decodeURIComponent(name), body, parts);
  if (method === 'POST' && body.includes('Action=ListStackResources')) return parts.stackResources(address);
  if (method === 'PUT' && isOfBuckets(url)) return putFile(url, body);
  if (method !== 'POST') return s3Call({ method, url, body: body.toString() }, parts.batches);
  throw new Refusal(404, 'UnknownOperationException', 'Not Found');
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
function putRecord(body: Buffer, { send }: Parts): object {
  const { StreamARN, PartitionKey, Data } = JSON.parse(body.toString()) as Record<string, string>;
  send(StreamARN!.split('/').at(-1)!, Buffer.from(Data!, 'base64').toString(), PartitionKey!);
  return { ShardId: 'shardId-000000000000', SequenceNumber: '0' };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, as an event: it is queued, and answered with nothing. */
function invoke(functionName: string, body: Buffer, { invokeLater }: Parts): string {
  const name = functionName.replace(/^arn:.*:function:/, '').replace(/:[^:]+$/, '');
  if (invokeLater(name, JSON.parse(body.toString()))) return '';
  throw new Refusal(404, 'ResourceNotFoundException', `there is no function ${name}`);
}

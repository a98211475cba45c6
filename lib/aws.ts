import { setTimeout as sleep } from 'node:timers/promises';
import { sign } from 'aws4';
import { setting } from './config.ts';
import { type Incoming, request } from './request.ts';
import { SECOND } from './time.ts';

const ANSWERS_WITHIN = 3 * SECOND;
/** How long it waits before each further try, ms; spread, so that those who failed together do not return together. */
const PAUSES = [50, 200];

/** A request to an AWS service. */
interface Call {
  /** As the signature names it. */
  service: string;
  /** The service's host in this region, without `.amazonaws.com`. */
  host: string;
  method: string;
  /** With its query, percent-encoded. */
  path: string;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/**
 * Calls AWS with a signed request, as the function's role (Signature Version 4). What is throttled, fails on AWS's side
 * or gets no answer is tried twice more, so a call may be done several times. Resolves to the answer's body; rejects
 * with AWS's name for the error. This in the place of the SDK saves each function 430 KB.
 */
export async function callAws(call: Call): Promise<string> {
  for (let failed = 0; ; failed++) {
    const answer = await ask(call).catch((error: Error) => error);
    if ('status' in answer && answer.status < 300) return answer.body;
    const pause = PAUSES[failed];
    if (pause === undefined || !isPassing(answer)) throw errorOf(call.service, answer);
    await sleep(pause * (0.5 + Math.random()));
  }
}

function ask({ service, host, method, path, headers = {}, body }: Call): Promise<Incoming> {
  const region = setting('AWS_REGION');
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  const origin = process.env.AWS_ENDPOINT_URL ?? `https://${host}.${region}.${suffix(region)}`;
  const { host: Host } = new URL(origin);
  const signed = sign(
    {
      service,
      region,
      method,
      path,
      host: Host,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      body,
    },
    {
      accessKeyId: setting('AWS_ACCESS_KEY_ID'),
      secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
      sessionToken: process.env.AWS_SESSION_TOKEN ?? '',
    },
  );
  return request(`${origin}${path}`, {
    method,
    headers: signed.headers as Record<string, string>,
    body,
    timeout: ANSWERS_WITHIN,
  });
}

const suffix = (region: string) => (region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com');

const isPassing = (answer: Incoming | Error): boolean =>
  answer instanceof Error || answer.status >= 500 || answer.status === 429 || /Throttl/.test(nameIn(answer.body));

function errorOf(service: string, answer: Incoming | Error): Error {
  if (answer instanceof Error) return new Error(`${service} is out of reach: ${answer.message}`);
  const error = new Error(`${service} answered ${answer.status} ${nameIn(answer.body)}`.trimEnd());
  error.name = nameIn(answer.body) || error.name;
  return error;
}

/** How AWS names an error in JSON, such as ResourceNotFoundException. */
const nameIn = (body: string): string => /"(?:__type|errorType|code)"\s*:\s*"(?:[^"#]*#)?(\w+)"/i.exec(body)?.[1] ?? '';

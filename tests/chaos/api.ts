import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Route } from '../../events/route.ts';
import type { Caller } from '../../lib/http.ts';
import type { Faults } from './faults.ts';
import { invoke } from './functions.ts';

interface Request {
  caller: Caller;
  /** Which one, of a function that serves several. */
  route?: Pick<Route, 'method' | 'path'>;
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  key?: string;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the function says
  json: any;
}

export const OPERATOR: Caller = { sub: 'operator', role: 'operator' };

/** Asks the function behind a route, as API Gateway does; one that fails or is killed answers 500. */
async function ask(faults: Faults, door: string, { caller, route, path, query, body, key }: Request): Promise<Answer> {
  const event = {
    version: '2.0',
    routeKey: route ? `${route.method} ${route.path}` : door,
    headers: key === undefined ? {} : { 'idempotency-key': key },
    pathParameters: path,
    queryStringParameters: query,
    requestContext: { requestId: 'r', http: { method: 'GET' }, authorizer: { lambda: caller } },
    body: body === undefined ? undefined : JSON.stringify(body),
    isBase64Encoded: false,
  };
  try {
    const call = () => invoke(door, event) as Promise<APIGatewayProxyStructuredResultV2>;
    const { statusCode, body: text } = await faults.run(door, call);
    return { status: statusCode!, json: text ? JSON.parse(text) : undefined };
  } catch (error) {
    return { status: 500, json: { reason: 'killed', detail: (error as Error).message } };
  }
}

/** Asks until it is answered, as an app does that has lost its answer; the same key makes it one request. */
export async function insist(faults: Faults, door: string, request: Request, tries = 4): Promise<Answer> {
  for (let tried = 1; ; tried++) {
    const answer = await ask(faults, door, request);
    if (answer.status < 500 || tried >= tries) return answer;
  }
}

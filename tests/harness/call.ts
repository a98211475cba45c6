import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Route } from '../../events/route.ts';
import type { Caller, HttpEvent } from '../../lib/http.ts';
import { holdAnswerOfSome } from './held.ts';

interface Request {
  /** Which one, of a function that serves several. */
  route?: Pick<Route, 'method' | 'path'>;
  method?: string;
  /** The path's parameters. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Whom the authorizer found; nobody where it is not given. */
  caller?: Caller;
}

interface Reply {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the function says
  json: any;
  text: string | undefined;
}

export const OPERATOR: Caller = { sub: 'an-operator', role: 'operator' };

/** Calls an HTTP function in this process, with the event that API Gateway would give it; its answer is held to the contract. */
export async function call(
  handler: (event: HttpEvent) => Promise<APIGatewayProxyStructuredResultV2>,
  { route, method = route?.method ?? 'GET', path = {}, query, body, headers = {}, caller }: Request = {},
): Promise<Reply> {
  const event = {
    version: '2.0',
    routeKey: `${method} ${route?.path ?? '/'}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    pathParameters: path,
    queryStringParameters: query,
    requestContext: { requestId: 'a-request', http: { method }, ...(caller && { authorizer: { lambda: caller } }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    isBase64Encoded: false,
  } as unknown as HttpEvent;
  const answer = await handler(event);
  const { statusCode, headers: given = {}, body: text } = answer;
  const contentType = given['content-type'] as string | undefined;
  holdAnswerOfSome(method, Object.keys(path), { status: statusCode!, contentType, text: text ?? '' });
  return {
    status: statusCode!,
    headers: given,
    json: text !== undefined && contentType?.includes('json') ? JSON.parse(text) : undefined,
    text,
  };
}

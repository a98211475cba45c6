import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { TSchema } from 'typebox';
import { CODE, ID } from '../events/id.ts';
import type { Role } from '../events/roles.ts';
import type { BodyOf, QueryOf, Route } from '../events/route.ts';
import { type Answer, render, renderError } from './answer.ts';
import { invalid, refuse } from './errors.ts';
import { idempotencyKeyOf } from './idempotency.ts';
import { logAs } from './log.ts';
import { readQuery } from './query.ts';
import { SECOND } from './time.ts';

/** Who a token belongs to, as the authorizer found. */
export interface Caller {
  sub: string;
  role: Role;
  /** The phone that a rider's token was issued to. */
  phone_id?: string;
  /** When the token ends, seconds; the gateway keeps what the authorizer found for some minutes. */
  exp?: number;
}

/** What the authorizer passes on: the caller, or why the token was refused. */
export type Identity = Caller | { refused: 'token_missing' | 'token_expired' | 'token_invalid' };

export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Identity | undefined>;

/** A request that its route allows. */
export interface Request<R extends Route> {
  /** Undefined on a route for anyone. */
  caller: R['roles'] extends 'anyone' ? undefined : Caller;
  params: Record<string, string>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  idempotencyKey: string | undefined;
  headers: Record<string, string | undefined>;
  /** When it arrived, ms. */
  now: number;
}

/** Answers the requests of one route. */
export interface Served {
  (event: HttpEvent): Promise<APIGatewayProxyStructuredResultV2>;
  /** As the gateway names the route: `GET /v1/venues`. */
  routeKey: string;
}

/**
 * Wraps every HTTP function: checks a request against its route's declaration (roles, path, query, body, key), and
 * renders the handler's answer, with the id under which its log lines are found. Throw a Problem to refuse; anything
 * else thrown is a logged 500 without details. A route with a body is given its checker, `shape(…)` of its schema; the
 * others need not load one.
 */
export function serve<const R extends Route>(
  route: R,
  handle: (request: Request<R>) => Promise<Answer>,
  ...[bodyOf]: R['body'] extends TSchema ? [bodyOf: (value: unknown) => BodyOf<R>] : []
): Served {
  async function answer(event: HttpEvent): Promise<APIGatewayProxyStructuredResultV2> {
    try {
      const now = Date.now();
      const caller = route.roles === 'anyone' ? undefined : admit(event, route.roles, now);
      const request = {
        caller,
        params: paramsOf(event, route),
        query: readQuery(route.query, event.queryStringParameters ?? {}),
        body: isLeftOut(event, route) ? undefined : bodyOf?.(jsonOf(event)),
        idempotencyKey: route.idempotency && idempotencyKeyOf(event.headers, route.idempotency),
        headers: event.headers,
        now,
      };
      return render(await handle(request as Request<R>));
    } catch (error) {
      return renderError(error, event.routeKey);
    }
  }
  async function served(event: HttpEvent) {
    const { requestId } = event.requestContext;
    const { headers, ...answered } = await logAs(requestId, () => answer(event));
    return { ...answered, headers: { ...headers, 'x-request-id': requestId } };
  }
  return Object.assign(served, { routeKey: `${route.method} ${route.path}` });
}

function admit(event: HttpEvent, roles: readonly Role[], now: number): Caller {
  const identity = event.requestContext.authorizer?.lambda;
  if (!identity) throw refuse('token_missing');
  if ('refused' in identity) throw refuse(identity.refused);
  if (!identity.role) throw refuse('token_missing');
  if (identity.exp !== undefined && identity.exp * SECOND <= now) throw refuse('token_expired');
  if (roles.includes(identity.role)) return identity;
  throw refuse('role_not_allowed', `This is for: ${roles.join(', ')}; the token's role is ${identity.role}.`);
}

function paramsOf(event: HttpEvent, { params: reasons = {}, codes = [] }: Route): Record<string, string> {
  const params = (event.pathParameters ?? {}) as Record<string, string>;
  for (const [name, value] of Object.entries(params)) {
    if ((codes.includes(name) ? CODE : ID).test(value)) continue;
    const reason = reasons[name];
    throw reason
      ? refuse(reason)
      : invalid(name, `${name} is 1 to 64 of A-Z a-z 0-9 _ . - and begins with none of the last three.`);
  }
  return params;
}

/** A body that its route calls optional. */
const isLeftOut = ({ body }: HttpEvent, route: Route): boolean =>
  !body && route.body !== undefined && '~optional' in route.body;

function jsonOf(event: HttpEvent): unknown {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw invalid('body', 'The body must be JSON.');
  }
}

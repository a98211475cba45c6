import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { invalid, Problem } from './errors.ts';
import { log } from './log.ts';

export const ROLES = ['operator', 'partner', 'rider', 'device'] as const;
export type Role = (typeof ROLES)[number];

/** Whom a token speaks for, as the authorizer found it. */
export interface Caller {
  sub: string;
  role: Role;
  /** The phone that a rider's token was issued to. */
  phone_id?: string;
}

/** What the authorizer hands on: the caller, or why the token was refused. */
export type Identity = Caller | { refused: string };

export type HttpEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Identity | undefined>;

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as it is when a string, as JSON otherwise. */
  body?: unknown;
}

/**
 * The front of every HTTP function: lets in the roles it is given (or anyone), and renders what comes of it.
 * A route without a caller is closed unless it says 'anyone'. Throw a Problem to refuse; anything else thrown is a
 * logged 500 that tells the caller nothing of the inside.
 */
export function http<Access extends readonly Role[] | 'anyone'>(
  access: Access,
  handle: (event: HttpEvent, caller: Access extends 'anyone' ? undefined : Caller) => Promise<Answer>,
) {
  return async (event: HttpEvent): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const caller = access === 'anyone' ? undefined : admitted(event, access as readonly Role[]);
      return rendered(await handle(event, caller as never));
    } catch (error) {
      if (error instanceof Problem) return problem(error);
      log.error('request failed', { route: event.routeKey, error: error as Error });
      return problem(new Problem(500, 'internal', 'Something failed on our side; the request may be repeated.'));
    }
  };
}

function admitted(event: HttpEvent, roles: readonly Role[]): Caller {
  const identity = event.requestContext.authorizer?.lambda;
  if (!identity || 'refused' in identity || !identity.role) {
    const reason = identity && 'refused' in identity ? identity.refused : 'token_missing';
    throw new Problem(401, reason, 'Send a valid token as "Authorization: Bearer …".');
  }
  if (!roles.includes(identity.role)) {
    throw new Problem(
      403,
      'role_not_allowed',
      `This is for: ${roles.join(', ')}; the token's role is ${identity.role}.`,
    );
  }
  return identity;
}

/** A path parameter of a route that declares it. */
export const pathParameter = (event: HttpEvent, name: string): string => event.pathParameters?.[name] ?? '';

/** The request's JSON body, not yet validated. */
export function jsonBody(event: HttpEvent): unknown {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw invalid('body', 'The body must be JSON.');
  }
}

function rendered({ status, headers = {}, body }: Answer): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status, headers };
  if (typeof body === 'string') return { statusCode: status, headers, body };
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

const problem = (refusal: Problem): APIGatewayProxyStructuredResultV2 => ({
  statusCode: refusal.status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(refusal.status === 401 && { 'www-authenticate': `Bearer error="${refusal.reason}"` }),
  },
  body: JSON.stringify(problemBody(refusal)),
});

/** RFC 9457, with `reason` as the member that programs read. */
export const problemBody = ({ status, reason, message }: Problem) => ({
  type: 'about:blank',
  title: STATUS_CODES[status],
  status,
  reason,
  detail: message,
});

import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { REFUSALS } from '../events/reasons.ts';
import { Problem, refuse } from './errors.ts';
import { log } from './log.ts';
import { measure } from './metrics.ts';

/** Lambda answers with at most 6 MB; the rest is for the envelope. */
export const MOST_BYTES = 5_500_000;

export interface Answer {
  /** 200 by default. */
  status?: number;
  headers?: Record<string, string>;
  /** A string or bytes are sent as they are, anything else as JSON. */
  body?: unknown;
}

/** An answer that must not be cached, because it is about the caller or may change at any moment. */
export const uncached = (body: unknown): Answer => ({ headers: { 'cache-control': 'no-store' }, body });

/** Throws a Problem where the answer is larger than the gateway hands on. */
export function render({ status = 200, headers = {}, body }: Answer): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status, headers };
  if (typeof body === 'string') return { statusCode: status, headers, body };
  if (Buffer.isBuffer(body)) {
    return { statusCode: status, headers, body: body.toString('base64'), isBase64Encoded: true };
  }
  const withType = { 'content-type': 'application/json', ...headers };
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > MOST_BYTES) throw refuse('answer_too_large');
  return { statusCode: status, headers: withType, body: text };
}

/** Renders a Problem as it is, and anything else as a 500 that is logged. */
export function renderError(error: unknown, route: string): APIGatewayProxyStructuredResultV2 {
  if (!(error instanceof Problem)) log.error('request failed', { route, error: error as Error });
  const problem = error instanceof Problem ? error : refuse('internal');
  countRefused(problem);
  return renderProblem(problem);
}

/** Names that a caller may have made up are counted together. */
export const countRefused = ({ reason }: Problem): void =>
  measure('reason', reason in REFUSALS ? reason : 'invalid', { refused: 1 });

const renderProblem = (problem: Problem): APIGatewayProxyStructuredResultV2 => ({
  statusCode: problem.status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(problem.status === 401 && { 'www-authenticate': `Bearer error="${problem.reason}"` }),
  },
  body: JSON.stringify(problemBody(problem)),
});

/** RFC 9457, with `reason` as the member that programs read. */
export const problemBody = ({ status, reason, message }: Problem) => ({
  type: 'about:blank',
  title: STATUS_CODES[status],
  status,
  reason,
  detail: message,
});

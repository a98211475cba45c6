import type { Answer } from '../../../lib/answer.ts';
import type { Audience } from './audience.ts';
import type { Text } from './remembered.ts';

interface Sent {
  type: string;
  scope: Audience['scope'];
  /** How long it may be kept, as `freshness` says it. */
  cacheControl: string;
  /** What the caller has, its If-None-Match. */
  known: string | undefined;
  /** The request header that chose between several answers of this URL, if one did. */
  vary?: string | undefined;
}

/** A text as an answer, or 304 where the caller has it. */
export function send({ body, etag }: Text, { type, scope, cacheControl, known, vary }: Sent): Answer {
  const headers = { etag, 'cache-control': `${scope}, ${cacheControl}`, ...(vary && { vary }) };
  if (isKnown(etag, known)) return { status: 304, headers };
  return { headers: { ...headers, 'content-type': type }, body };
}

const isKnown = (etag: string, ifNoneMatch: string | undefined) =>
  ifNoneMatch?.split(',').some((known) => ['*', etag, `W/${etag}`].includes(known.trim())) ?? false;

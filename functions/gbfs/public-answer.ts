import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Answer, MOST_BYTES } from '../../lib/answer.ts';
import { refuse } from '../../lib/errors.ts';
import { SECOND } from '../../lib/time.ts';
import { ttl } from './vehicles.ts';

interface Asked {
  /** When the content was read, ms. */
  at: number;
  now: number;
  headers: Record<string, string | undefined>;
}

/**
 * A feed as anyone may keep it for what is left of its `ttl`. One that is larger than a gateway hands on is compressed,
 * which makes room for ten times as many vehicles; a caller that does not take that is refused.
 */
export async function publicAnswer(feed: object, { at, now, headers }: Asked): Promise<Answer> {
  const rest = Math.max(0, ttl() - Math.ceil((now - at) / SECOND));
  const cached = { 'content-type': 'application/json', 'cache-control': `public, max-age=${rest}` };
  const text = JSON.stringify({ ...feed, ttl: ttl() });
  if (Buffer.byteLength(text) <= MOST_BYTES) return { headers: cached, body: text };
  if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) {
    throw refuse('answer_too_large', 'The feed is larger than the gateway hands on; accept gzip.');
  }
  const body = await promisify(gzip)(text);
  return { headers: { ...cached, 'content-encoding': 'gzip', vary: 'accept-encoding' }, body };
}

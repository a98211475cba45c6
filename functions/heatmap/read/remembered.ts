import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** What a warm function spends on its answers. */
const MEMORY_BYTES = 32 * 1024 * 1024;

/** An answer as it is sent, and for how long it may be repeated, ms. */
export interface Written {
  body: string;
  ttl: number;
}

export interface Text {
  body: string;
  etag: string;
}

/**
 * A warm function's answers: each question is answered once however many ask it at the same time, then from memory for
 * a while.
 */
const texts = new LRUCache<string, Text, () => Promise<Written>>({
  maxSize: MEMORY_BYTES,
  sizeCalculation: ({ body }) => body.length,
  ignoreFetchAbort: true, // who asked gets the answer, even if there was no room to keep it
  fetchMethod: async (_key, _stale, { context: write, options }) => {
    const { body, ttl } = await write();
    options.ttl = ttl;
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  },
});

/** The text that answers a question, which is all that the answer depends on. */
export const remembered = async (question: readonly unknown[], write: () => Promise<Written>): Promise<Text> =>
  (await texts.fetch(JSON.stringify(question), { context: write }))!;

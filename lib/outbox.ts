import { log } from './log.ts';
import outboxLua from './outbox.lua';
import { redis } from './redis.ts';
import { SECOND } from './time.ts';
import { workOff } from './work-off.ts';

/** For scripts that write an event beside what it tells of. */
export const outboxPart = { name: 'lib.outbox', lua: outboxLua };

/** Whoever wrote an event publishes it at once; what is still there after this long is published by the sweeper. */
export const PUBLISH_WITHIN = 5 * SECOND;

/**
 * Events on their way out. A script writes an event in the same step as what it tells of; it is published, and then
 * struck off. What could not be published stays and is published later, so events are delivered at least once, each
 * with an id to recognise it by.
 */
export function outbox<Event>(key: string, publish: (event: Event, now: number) => Promise<void>) {
  /** Publishes events as the script has written them; rejects if one could not be, which then stays. */
  async function send(texts: readonly string[], now: number): Promise<void> {
    const results = await Promise.allSettled(texts.map((text) => publish(JSON.parse(text) as Event, now)));
    const sent = texts.filter((_, i) => results[i]!.status === 'fulfilled');
    if (sent.length > 0) await redis().zrem(key, ...sent);
    const failure = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
    if (failure) throw failure.reason;
  }

  /** Publishes what was left. */
  const sweep = (now: number): Promise<void> =>
    workOff({
      read: (offset, count) => redis().zrange<string[]>(key, 0, now, { byScore: true, offset, count }),
      work: (text) => send([text], now),
      tell: (events, failed) => log.info('events published late', { key, events, failed }),
    });

  return { send, sweep };
}

import { log } from './log.ts';
import outboxLua from './outbox.lua';
import { redis } from './redis.ts';
import { SECOND } from './time.ts';

/** For scripts that write an event together with the change it reports. */
export const outboxPart = { name: 'lib.outbox', lua: outboxLua };

/** The caller of the script publishes its events at once; the sweeper publishes what is left after this long. */
export const PUBLISH_WITHIN = 5 * SECOND;

const AT_ONCE = 100;

/**
 * Events to be published. A script writes an event in the same step as the change it reports; the event is published,
 * and then removed. One that could not be published stays and is published later, so events are delivered at least
 * once, each with an id to recognise it by.
 */
export function outbox<Event>(key: string, publish: (event: Event) => Promise<void>) {
  /** Publishes events as the script wrote them; rejects if one could not be published, which then stays. */
  async function send(texts: readonly string[]): Promise<void> {
    const results = await Promise.allSettled(texts.map((text) => publish(JSON.parse(text) as Event)));
    const sent = texts.filter((_, i) => results[i]!.status === 'fulfilled');
    if (sent.length > 0) await redis().zrem(key, ...sent);
    const failure = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
    if (failure) throw failure.reason;
  }

  /** Publishes what was left. What fails again stays for the next run, and does not hold up the others. */
  async function sweep(now: number): Promise<void> {
    for (let failed = 0; ; ) {
      const page = { byScore: true, offset: failed, count: AT_ONCE } as const;
      const texts = (await redis().zrange(key, 0, now, page)) as string[];
      const results = await Promise.allSettled(texts.map((text) => send([text])));
      const rejected = results.filter(({ status }) => status === 'rejected').length;
      failed += rejected;
      if (texts.length > 0) log.info('events published late', { key, events: texts.length, failed: rejected });
      if (texts.length < AT_ONCE) return;
    }
  }

  return { send, sweep };
}

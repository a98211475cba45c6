import { randomUUID } from 'node:crypto';
import { redis } from '../../lib/redis.ts';
import { HOUR, MINUTE, SECOND } from '../../lib/time.ts';
import { keys } from './keys.ts';

/** How long after each failed call the next one is due; after the last it is given up. */
const DELAYS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
/** A call that is not made by then is made by the sweeper. */
const CALLED_WITHIN = 30 * SECOND;

/** What a web address is to be told. */
export interface Call {
  delivery_id: string;
  rule_id: string;
  url: string;
  secret: string;
  /** When it was selected, ms. */
  at: number;
  rows: { device_id: string; received_at: number; row: object }[];
  /** How often it was tried. */
  tries: number;
}

/** Keeps a new call until it was made; returns its id. */
export async function keepCall(call: Pick<Call, 'rule_id' | 'url' | 'secret' | 'rows'>, now: number): Promise<string> {
  const delivery_id = randomUUID();
  await keep({ ...call, delivery_id, at: now, tries: 0 }, now + CALLED_WITHIN);
  return delivery_id;
}

/** Keeps a call that has failed for its next try; false where it is given up. */
export async function tryAgain(call: Call, now: number): Promise<boolean> {
  const delay = DELAYS[call.tries];
  if (delay === undefined) return false;
  await keep({ ...call, tries: call.tries + 1 }, now + delay);
  return true;
}

async function keep(call: Call, due: number): Promise<void> {
  const transaction = redis().multi();
  transaction.set(keys.delivery(call.delivery_id), JSON.stringify(call), { px: keys.delivery.spec.lives });
  transaction.zadd(keys.due(), { score: due, member: call.delivery_id });
  await transaction.exec();
}

export async function readCall(id: string): Promise<Call | undefined> {
  const text = (await redis().get(keys.delivery(id))) as string | null;
  return text === null ? undefined : (JSON.parse(text) as Call);
}

/** A call that was made, or given up. */
export async function dropCall(id: string): Promise<void> {
  const transaction = redis().multi();
  transaction.del(keys.delivery(id)).zrem(keys.due(), id);
  await transaction.exec();
}

/** Calls whose time has come, the oldest first. */
export const dueCalls = (now: number, offset: number, count: number): Promise<string[]> =>
  redis().zrange<string[]>(keys.due(), 0, now, { byScore: true, offset, count });

/** A call that is being made; it is due again soon, should it not be. */
export async function postponeCall(id: string, now: number): Promise<void> {
  await redis().zadd(keys.due(), { xx: true }, { score: now + CALLED_WITHIN, member: id });
}

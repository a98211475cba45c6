import type { RuleCounts, RuleError, RuleView } from '../../events/rule/rule.ts';
import { refuse } from '../../lib/errors.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { fieldOf, WORDS } from './count.ts';
import { keys } from './keys.ts';
import type { Rule } from './rule.ts';

/** How many rules there may be: each message runs through all of them. */
const MOST_RULES = 100;

export async function readRules(): Promise<Rule[]> {
  const rules = hashOf(await redis().hgetall(keys.rules()));
  return [...rules.values()].map((text) => JSON.parse(text) as Rule).sort((a, b) => (a.rule_id < b.rule_id ? -1 : 1));
}

/** Keeps a rule; says whether it is a new one. */
export async function writeRule(rule: Rule): Promise<{ created: boolean }> {
  const [length, known] = await Promise.all([redis().hlen(keys.rules()), redis().hexists(keys.rules(), rule.rule_id)]);
  if (!known && length >= MOST_RULES) throw refuse('too_many_rules');
  const created = await redis().hset(keys.rules(), { [rule.rule_id]: JSON.stringify(rule) });
  return { created: created === 1 };
}

/** Removes a rule with its errors; throws a 404 where there is none. */
export async function removeRule(ruleId: string): Promise<void> {
  const transaction = redis().multi();
  transaction.hdel(keys.rules(), ruleId);
  transaction.hdel(keys.errors(), ruleId);
  transaction.hdel(keys.counts(), ...WORDS.map((word) => fieldOf(word, ruleId)));
  const [removed] = (await transaction.exec()) as [number];
  if (removed === 0) throw refuse('rule_unknown');
}

export async function readRule(ruleId: string): Promise<Rule | undefined> {
  const text = (await redis().hget(keys.rules(), ruleId)) as string | null;
  return text === null ? undefined : (JSON.parse(text) as Rule);
}

/** Rules as they are shown, and how many messages none of them took. */
export async function viewsOf(rules: readonly Rule[]): Promise<{ views: RuleView[]; unmatched: number }> {
  const fields = rules.flatMap(({ rule_id }) => WORDS.map((word) => fieldOf(word, rule_id)));
  const transaction = redis().multi();
  transaction.hmget(keys.counts(), fieldOf('unmatched'), ...fields);
  transaction.hmget(keys.errors(), '', ...rules.map(({ rule_id }) => rule_id));
  const [[unmatched, ...numbers], [, ...errors]] = (await transaction.exec()) as unknown as (string | null)[][] as [
    [string | null, ...(string | null)[]],
    [null, ...(string | null)[]],
  ];
  const views = rules.map((rule, i) => {
    const own = WORDS.map((word, j) => [word, Number(numbers[i * WORDS.length + j] ?? 0)]);
    const counts = Object.fromEntries(own) as RuleCounts;
    return { ...rule, counts, errors: JSON.parse(errors[i] ?? '[]') as RuleError[] };
  });
  return { views, unmatched: Number(unmatched ?? 0) };
}

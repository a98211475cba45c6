import { log } from '../../lib/log.ts';
import { SECOND } from '../../lib/time.ts';
import { type Compiled, compile } from './rule.ts';
import { readRules } from './store.ts';

/** A change holds within ten seconds. */
const REMEMBERED = 5 * SECOND;

let known: { rules: Compiled[]; until: number } | undefined;

/** The rules, as a warm function remembers them. */
export async function rulesNow(now: number): Promise<Compiled[]> {
  if (!known || now >= known.until || now < known.until - REMEMBERED) {
    const rules = (await readRules()).flatMap((rule) => {
      try {
        return [compile(rule)];
      } catch (error) {
        log.error('a rule that is kept is none', { rule: rule.rule_id, error: error as Error });
        return [];
      }
    });
    known = { rules, until: now + REMEMBERED };
  }
  return known.rules;
}

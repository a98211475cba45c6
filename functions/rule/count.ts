import type { RuleCounts, RuleError } from '../../events/rule/rule.ts';
import { hash } from '../../lib/hash.ts';
import { obtain } from '../../lib/obtain.ts';
import { script } from '../../lib/script.ts';
import countLua from './count.lua';
import { keys } from './keys.ts';

/** How many errors are kept of each rule. */
const MOST_ERRORS = 10;

export const WORDS = ['matched', 'passed', 'refused', 'failed', 'given_up'] as const satisfies (keyof RuleCounts)[];
type Word = (typeof WORDS)[number] | 'unmatched';

interface Input {
  counts: Record<string, number>;
  errors: Record<string, RuleError[]>;
  most: number;
}

const countScript = /* @__PURE__ */ script<'counts' | 'errors', Input, object>(countLua, [hash]);

/** The field of a count; messages that no rule took are of the rule ''. */
export const fieldOf = (word: Word, ruleId = ''): string => `${word} ${ruleId}`;

/** What rules have done in one call of a function, until it is written. */
export class Tally {
  readonly #counts: Record<string, number> = {};
  readonly #errors = new Map<string, RuleError[]>();

  add(word: Word, ruleId?: string): void {
    const field = fieldOf(word, ruleId);
    this.#counts[field] = (this.#counts[field] ?? 0) + 1;
  }

  /** Adds why a rule did not hand something on. */
  blame(ruleId: string, error: RuleError): void {
    const errors = obtain(this.#errors, ruleId, () => []);
    errors.unshift(error);
    errors.splice(MOST_ERRORS);
  }

  async write(): Promise<void> {
    if (Object.keys(this.#counts).length === 0) return;
    const input = { counts: this.#counts, errors: Object.fromEntries(this.#errors), most: MOST_ERRORS };
    await countScript({ counts: keys.counts(), errors: keys.errors() }, input);
  }
}

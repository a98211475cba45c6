import { filterOf, levelsOf } from '../events/topic.ts';
import { topics } from '../events/topics.ts';
import type { RuleEntry } from './domain-file.ts';

/** A rule's SQL: a function gets the parameters of the topic by their names, a republished message stays as it is. */
export function sqlOf({ from, select, where, republish }: RuleEntry): string {
  const { pattern } = topics[from];
  const parameters = republish ? [] : levelsOf(pattern).map(([name, level]) => `topic(${level}) AS ${name}`);
  const what = [select, ...parameters].join(', ');
  return `SELECT ${what} FROM '${filterOf(pattern)}'${where ? ` WHERE ${where}` : ''}`;
}

import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

export const keys = {
  rules: key('rules', {
    type: 'hash',
    holds: 'rule id -> the rule (JSON)',
    lives: 'until it is removed',
    backup: true,
  }),
  counts: key('rules:counts', {
    type: 'hash',
    holds: '"word rule" -> how often; the rule of what none took is empty',
    lives: 'until the rule is removed',
    backup: true,
  }),
  errors: key('rules:errors', {
    type: 'hash',
    holds: 'rule id -> why it handed something on not, the newest first (JSON)',
    lives: 'until it is removed',
    backup: false,
  }),
  delivery: key('webhook:{delivery_id}', {
    type: 'string',
    holds: 'what a web address is to be told (JSON), and how often that was tried',
    lives: 3 * DAY,
    backup: true,
  }),
  due: key('webhooks', {
    type: 'zset',
    holds: 'delivery id by when it is tried next, ms',
    lives: 'until it was told or given up',
    backup: true,
  }),
};

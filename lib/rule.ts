import { setting } from './config.ts';

/** A rule's name in this deployment: the stage is part of it, so that one account and region holds several. */
export const ruleName = (rule: string): string => `${setting('RULE_PREFIX')}_${rule}`;

import type { HouseRule } from './inspect/rules.ts';

export function readRules(): HouseRule[];

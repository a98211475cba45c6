import { matches } from '../talk/filter.ts';

/** A rule of the deployment, as web/rules.mjs reads it. */
export interface HouseRule {
  rule: string;
  domain: string;
  filter: string;
  where?: string;
  /** The function, or the topic, that it hands a message on to. */
  to: string;
}

export const readHouseRules = (): Promise<HouseRule[]> => fetch('rules.json').then((answer) => answer.json());

/** Those that read a topic; whether one takes a message is for its condition to say. */
export const readersOf = (rules: readonly HouseRule[], topic: string): HouseRule[] =>
  rules.filter(({ filter }) => matches(filter, topic));

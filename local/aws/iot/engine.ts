import { randomUUID } from 'node:crypto';
import { basicIngest, type Environment, evaluate, type Message, matches } from '@skein/iot-sql';
import { LRUCache } from 'lru-cache';
import type { Action, Rule } from './rules.ts';

/** Does a rule's actions. Rejects with a reason when one cannot be done. */
export type Act = (action: Rule['actions'][number], output: Output, message: Message, hops: number) => Promise<void>;

/** What a rule's SELECT gave: JSON text, or the raw bytes of a payload that passes through. */
export type Output = string | Uint8Array;

export interface RuleFailure {
  rule: string;
  topic: string;
  reason: string;
}

/** AWS lets a loop of rules run up a bill; here a chain of republished messages ends after so many. */
const MOST_HOPS = 10;
/** Of so many topics it is remembered which rules read them. */
const MOST_TOPICS = 100_000;

/**
 * Runs every rule that a message matches: its actions, and its error action once for all that failed
 * (https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html).
 */
export function ruleEngine(rules: readonly Rule[], act: Act, report: (failure: RuleFailure) => void) {
  /** The rules that read a topic; devices publish to the same few again and again. */
  const known = new LRUCache<string, Rule[]>({
    max: MOST_TOPICS,
    memoMethod: (topic) =>
      rules.filter(({ statement }) => statement.from !== undefined && matches(statement.from, topic)),
  });

  return async (message: Message, hops = 0): Promise<void> => {
    const direct = basicIngest(message.topic);
    const candidates = direct ? rules.filter(({ name }) => name === direct.rule) : known.memo(message.topic);
    if (direct && candidates.length === 0) {
      report({ rule: direct.rule, topic: message.topic, reason: 'no rule has this name' });
    }
    await Promise.all(candidates.map((rule) => run(rule, message, hops)));
  };

  async function run(rule: Rule, message: Message, hops: number): Promise<void> {
    const result = evaluate(rule.statement, message, environment());
    if (!result.matched) return;
    if (hops > MOST_HOPS) {
      const reason = `stopped after ${MOST_HOPS} republished messages: the rules form a loop`;
      return report({ rule: rule.name, topic: message.topic, reason });
    }
    const output = result.value instanceof Uint8Array ? result.value : JSON.stringify(result.value);
    const failures: { failedAction: string; failedResource: string; errorMessage: string }[] = [];
    for (const action of rule.actions) {
      try {
        await act(action, output, message, hops);
      } catch (error) {
        const errorMessage = (error as Error).message;
        failures.push({ failedAction: `${action.kind}Action`, failedResource: resourceOf(action), errorMessage });
      }
    }
    if (failures.length === 0) return;
    report({ rule: rule.name, topic: message.topic, reason: failures.map((one) => one.errorMessage).join('; ') });
    if (rule.errorAction) await actOnError(rule, message, failures, hops);
  }

  async function actOnError(rule: Rule, message: Message, failures: unknown[], hops: number): Promise<void> {
    const base64OriginalPayload = Buffer.from(message.payload).toString('base64');
    const { topic, clientId } = message;
    const output = {
      ruleName: rule.name,
      topic,
      cloudwatchTraceId: randomUUID(),
      clientId,
      base64OriginalPayload,
      failures,
    };
    try {
      await act(rule.errorAction!, JSON.stringify(output), message, hops);
    } catch (error) {
      report({ rule: rule.name, topic, reason: `its error action failed too: ${(error as Error).message}` });
    }
  }
}

function resourceOf(action: Action): string {
  switch (action.kind) {
    case 'Lambda':
      return action.functionKey;
    case 'Sqs':
      return action.queue;
    case 'Republish':
      return 'topic';
    default:
      return action.stream;
  }
}

export const environment = (): Environment => ({
  now: Date.now(),
  random: Math.random,
  uuid: randomUUID,
  accountId: '000000000000',
});

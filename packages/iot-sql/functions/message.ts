/** What a message says besides its payload, and what the caller passed in. */
import { toInt } from '../conversions.ts';
import type { Family } from './define.ts';

export const message: Family = {
  accountid: { arity: [0, 0], apply: (_, { environment }) => environment.accountId },
  clientid: { arity: [0, 0], apply: (_, context) => context.message.clientId ?? 'n/a' },
  newuuid: { arity: [0, 0], apply: (_, { environment }) => environment.uuid() },
  principal: { arity: [0, 0], apply: (_, context) => context.message.principal },
  rand: { arity: [0, 0], apply: (_, { environment }) => environment.random() },
  sourceip: { arity: [0, 0], apply: (_, context) => context.message.sourceIp },
  sql_version: { arity: [0, 0], apply: () => '2016-03-23' },
  timestamp: { arity: [0, 0], apply: (_, { environment }) => environment.now },
  topic: {
    arity: [0, 1],
    apply: (inputs, { topic }) => {
      if (inputs.length === 0) return topic;
      const segment = toInt(inputs[0]);
      return segment === undefined ? undefined : topic.split('/')[segment - 1];
    },
  },
  traceid: { arity: [0, 0], apply: (_, { environment }) => environment.traceId },
};

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS } from '../faults.ts';
import { functionArn } from './arn.ts';
import { COST, meter } from './backlog.ts';
import type { Invoke } from './functions.ts';
import type { DeadLetters } from './queues/dead-letters.ts';
import { referred, type Serverless } from './serverless.ts';
import { Throttled } from './throttled.ts';

/** Lambda tries again after about one and two minutes; the count is the same here, the wait is not. */
const RETRY_AFTER = [200, 400].map((wait) => wait * FAULTS.slower);

/**
 * Lambda's asynchronous invoke: accepted at once, two retries when the function throws, then its failure destination
 * with the record that AWS would put there (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html).
 */
export function asynchronousInvoke({ service }: Serverless, invoke: Invoke, letters: DeadLetters) {
  const load = meter();
  return {
    bytes: load.bytes,
    invokeLater: (functionKey: string, event: unknown): void => {
      void attempt(functionKey, event).finally(load.add(COST.running));
    },
  };

  async function attempt(functionKey: string, event: unknown): Promise<void> {
    const { maximumRetryAttempts = RETRY_AFTER.length } = settingsOf(functionKey);
    const requestId = randomUUID();
    let reason = '';
    for (const wait of [0, ...RETRY_AFTER].slice(0, maximumRetryAttempts + 1)) {
      if (wait > 0) await sleep(wait);
      try {
        await unthrottled(functionKey, event);
        return;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    giveUp(functionKey, event, requestId, reason, maximumRetryAttempts + 1);
  }

  /** A call that is throttled is no attempt: Lambda tries it again for hours. */
  async function unthrottled(functionKey: string, event: unknown): Promise<void> {
    for (;;) {
      try {
        await invoke(functionKey, structuredClone(event));
        return;
      } catch (error) {
        if (!(error instanceof Throttled)) throw error;
        await sleep(RETRY_AFTER[0]);
      }
    }
  }

  /** A failure destination gets a record of what happened, a dead-letter queue the event alone. */
  function giveUp(functionKey: string, event: unknown, requestId: string, reason: string, attempts: number): void {
    const { destinations, onError } = settingsOf(functionKey);
    const onFailure = destinations?.onFailure;
    const destination = referred((onFailure as { arn?: unknown } | undefined)?.arn ?? onFailure);
    if (!destination) {
      const queue = referred(onError);
      if (queue) letters.add(queue, JSON.stringify(event), reason);
      else letters.drop(functionKey, reason);
      return;
    }
    const record = {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId,
        functionArn: `${functionArn(service.getFunction(functionKey).name)}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: attempts,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorMessage: reason },
    };
    letters.add(destination, JSON.stringify(record), reason);
  }

  function settingsOf(functionKey: string): AsynchronousSettings {
    return service.getFunction(functionKey) as AsynchronousSettings;
  }
}

interface AsynchronousSettings {
  destinations?: { onFailure?: unknown };
  onError?: unknown;
  maximumRetryAttempts?: number;
}

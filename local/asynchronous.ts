import { setTimeout as sleep } from 'node:timers/promises';
import type { Invoke } from './functions.ts';
import type { DeadLetters } from './queues/dead-letters.ts';
import { referred, type Serverless } from './serverless.ts';

/** Lambda tries again after about one and two minutes; the count is the same here, the wait is not. */
const RETRY_AFTER = [200, 400];

/**
 * Lambda's asynchronous invoke: accepted at once, two retries when the function throws, then its failure destination
 * with the record that AWS would put there (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html).
 */
export function asynchronousInvoke({ service }: Serverless, invoke: Invoke, letters: DeadLetters) {
  return (functionKey: string, event: unknown): void => void attempt(functionKey, event);

  async function attempt(functionKey: string, event: unknown): Promise<void> {
    let reason = '';
    for (const wait of [0, ...RETRY_AFTER]) {
      if (wait > 0) await sleep(wait);
      try {
        await invoke(functionKey, event);
        return;
      } catch (error) {
        reason = (error as Error).message;
      }
    }
    const record = {
      requestContext: {
        functionArn: functionKey,
        condition: 'RetriesExhausted',
        approximateInvokeCount: RETRY_AFTER.length + 1,
      },
      requestPayload: event,
      responsePayload: { errorMessage: reason },
    };
    letters.add(destinationOf(functionKey), record, reason);
  }

  function destinationOf(functionKey: string): string {
    const { destinations, onError } = service.getFunction(functionKey) as {
      destinations?: { onFailure?: unknown };
      onError?: unknown;
    };
    const onFailure = destinations?.onFailure as { arn?: unknown } | undefined;
    return referred(onFailure?.arn ?? onFailure) ?? referred(onError) ?? `${functionKey}, dropped`;
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';

const logger = new Logger({ serviceName: 'skein' });

const requests = new AsyncLocalStorage<{ request_id: string }>();

/** Does some work; each line that it logs has the id of the request, so that one finds all of them. */
export const logAs = <T>(request_id: string, work: () => T): T => requests.run({ request_id }, work);

/** A handler whose lines have the id of its call. */
export const logged =
  <Event, Answer>(handle: (event: Event) => Promise<Answer>) =>
  (event: Event, context?: Context): Promise<Answer> =>
    logAs(context?.awsRequestId ?? 'none', () => handle(event));

const at =
  (level: 'info' | 'warn' | 'error') =>
  (message: string, more: Record<string, unknown> = {}): void =>
    logger[level](message, { ...requests.getStore(), ...more });

/** Structured lines on stdout, one JSON object each; the level comes from POWERTOOLS_LOG_LEVEL. */
export const log = { info: at('info'), warn: at('warn'), error: at('error') };

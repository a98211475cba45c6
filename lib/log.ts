import { Logger } from '@aws-lambda-powertools/logger';

/** Structured lines on stdout, one JSON object each; the level comes from POWERTOOLS_LOG_LEVEL. */
export const log = new Logger({ serviceName: 'skein' });

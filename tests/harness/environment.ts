import { hearMetrics } from '../../local/aws/metrics.ts';

// Of every test and of the stack: what a test provokes need not be read.
process.env.POWERTOOLS_LOG_LEVEL = 'CRITICAL';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.env.RULE_PREFIX ??= 'skein_test';
hearMetrics(() => {});

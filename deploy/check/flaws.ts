import { existsSync, readFileSync } from 'node:fs';
import { houseRules } from './house.ts';
import { limits } from './limits.ts';
import { analysisRules } from './services/analysis.ts';
import { apiRules } from './services/api.ts';
import { distributionRules } from './services/cloudfront.ts';
import { type Emitted, watchRules } from './services/cloudwatch.ts';
import { userPoolRules } from './services/cognito.ts';
import { eventSourceRules } from './services/event-sources.ts';
import { roleRules } from './services/iam.ts';
import { asynchronousRules, permissionRules } from './services/invocations.ts';
import { authorizerRules, topicRuleRules } from './services/iot.ts';
import { streamRules } from './services/kinesis.ts';
import { functionRules } from './services/lambda.ts';
import { bucketRules } from './services/s3.ts';
import { scheduleRules } from './services/schedule.ts';
import { queueRules } from './services/sqs.ts';
import type { Rule, Template } from './template.ts';
import { validate } from './validate.ts';

/** Metrics that our functions emit; none yet. */
const EMITTED: Emitted = {};

const readBundle = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

const RULES: readonly Rule[] = [
  limits,
  functionRules(readBundle),
  permissionRules,
  asynchronousRules,
  eventSourceRules,
  topicRuleRules,
  authorizerRules,
  queueRules,
  streamRules,
  apiRules,
  scheduleRules,
  distributionRules,
  bucketRules,
  analysisRules,
  userPoolRules,
  watchRules(EMITTED),
  roleRules,
  houseRules,
];

/** All that is wrong with a packaged template, as far as it can be known without an account. The bundles are in dist/. */
export function flawsOf(template: Template): string[] {
  const mistyped = validate(template);
  // the other rules rely on types
  return mistyped.length > 0 ? mistyped : RULES.flatMap((rule) => [...rule(template)]);
}

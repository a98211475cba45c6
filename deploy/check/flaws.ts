import { existsSync, readFileSync } from 'node:fs';
import { measuredBy } from '../watch/metric.ts';
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

/** The stage that is packaged. */
const STAGE = 'dev';

/** What a template is held against beside AWS. */
export interface Surroundings {
  /** The text of a file; undefined where there is none. */
  readBundle: (path: string) => string | undefined;
  emitted: Emitted;
}

/** The bundles in dist/, and what they measure. */
const OURS: Surroundings = {
  readBundle: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  emitted: measuredBy(STAGE),
};

const rules = ({ readBundle, emitted }: Surroundings): readonly Rule[] => [
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
  watchRules(emitted),
  roleRules,
];

/** All that is wrong with a template, as far as it can be known without an account. */
export function flawsOf(template: Template, around: Surroundings = OURS): string[] {
  const mistyped = validate(template);
  // the other rules rely on types
  return mistyped.length > 0 ? mistyped : rules(around).flatMap((rule) => [...rule(template)]);
}

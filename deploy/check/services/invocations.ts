import { covers, type Right, rightsOf, rolesOf } from '../rights.ts';
import { idOf, idsIn, ofType, propertiesOf, type Template, textOf, typeOf, within } from '../template.ts';
import type { LambdaFunction } from './lambda.ts';
import type { Queue } from './sqs.ts';

interface Permission {
  FunctionName: unknown;
  Principal: string;
  SourceArn?: unknown;
}

interface InvokeConfig {
  FunctionName: unknown;
  MaximumEventAgeInSeconds?: number;
  MaximumRetryAttempts?: number;
  DestinationConfig?: { OnFailure?: { Destination: unknown }; OnSuccess?: { Destination: unknown } };
}

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html: a service may call a function if the
 * function permits it; without a SourceArn anybody's rule, API or schedule of that service could.
 */
export function* permissionRules(template: Template): Iterable<string> {
  for (const [id, { FunctionName, Principal, SourceArn }] of ofType<Permission>(template, 'AWS::Lambda::Permission')) {
    if (typeOf(template, idOf(FunctionName)) !== 'AWS::Lambda::Function')
      yield `${id} permits to call no function of the template`;
    if (!/^[a-z0-9-]+\.amazonaws\.com$/.test(Principal)) yield `${id}: ${Principal} is no service`;
    if (SourceArn === undefined) yield `${id} says not on whose behalf ${Principal} may call`;
    else if (!idsIn(textOf(SourceArn)).some((source) => source in template.Resources)) {
      yield `${id}: its source ${textOf(SourceArn)} is not of this template`;
    }
  }
}

/** Whether a function permits a service to call it on behalf of a resource. */
export const permits = (template: Template, lambda: string, service: string, source: string): boolean =>
  ofType<Permission>(template, 'AWS::Lambda::Permission').some(
    ([, { FunctionName, Principal, SourceArn }]) =>
      idOf(FunctionName) === lambda &&
      Principal === `${service}.amazonaws.com` &&
      idsIn(textOf(SourceArn)).includes(source),
  );

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export function* asynchronousRules(template: Template): Iterable<string> {
  for (const [id, config] of ofType<InvokeConfig>(template, 'AWS::Lambda::EventInvokeConfig')) {
    yield* within(`${id}.MaximumEventAgeInSeconds`, config.MaximumEventAgeInSeconds, 60, 21_600);
    yield* within(`${id}.MaximumRetryAttempts`, config.MaximumRetryAttempts, 0, 2);
    for (const destination of Object.values(config.DestinationConfig ?? {})) {
      yield* destinationRules(template, id, config.FunctionName, destination.Destination);
    }
  }
}

/**
 * What a function's role needs to hand on what failed, by the type of where it goes
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html and kinesis-on-failure-destination.html).
 */
const HANDED_ON: Record<string, (id: string) => Right[]> = {
  'AWS::SQS::Queue': (id) => [{ action: 'sqs:SendMessage', resource: `\${${id}.Arn}` }],
  'AWS::S3::Bucket': (id) => [
    { action: 's3:PutObject', resource: `\${${id}.Arn}/*` },
    { action: 's3:ListBucket', resource: `\${${id}.Arn}` },
  ],
};

/** Lambda sends what failed to a standard queue or to a bucket, under the function's own role. */
export function* destinationRules(
  template: Template,
  id: string,
  lambda: unknown,
  destination: unknown,
): Iterable<string> {
  const target = idOf(destination);
  const needs = HANDED_ON[typeOf(template, target) ?? ''];
  if (!target || !needs) {
    yield `${id}: what fails goes to ${textOf(destination)}, which is no queue and no bucket of the template`;
    return;
  }
  if (propertiesOf<Queue>(template, target).FifoQueue) yield `${id}: ${target} is FIFO, which no destination may be`;
  const rights = roleOf(template, idOf(lambda) ?? '') ?? [];
  for (const need of needs(target)) {
    if (!rights.some((one) => covers(one, need))) yield `${id}: ${idOf(lambda)} may not ${need.action} ${target}`;
  }
}

/** What a function may do. */
export function roleOf(template: Template, lambda: string) {
  const id = idOf(propertiesOf<LambdaFunction>(template, lambda).Role);
  const role = rolesOf(template).find(([other]) => other === id)?.[1];
  return role && rightsOf(role);
}

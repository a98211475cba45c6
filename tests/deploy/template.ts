import { validate } from '../../deploy/check/validate.ts';
import type { PartSettings } from '../../deploy/parts.ts';
import { stackOf } from '../../deploy/stack.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever a template holds
type Json = any;

export const ref = (id: string) => ({ Ref: id });
export const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** The resources and outputs of a stack with these parameters, and its functions. */
export function template(settings: PartSettings & { ingest?: string } = {}) {
  const { functions, resources } = stackOf({ stage: 'prod', ingest: 'sqs', region: 'us-east-1', ...settings });
  return { functions, ...resources } as { functions: Json; Resources: Json; Outputs: Json };
}

/** What these parameters add to a stack without any. */
export function added(settings: PartSettings) {
  const { Resources } = template();
  return Object.keys(template(settings).Resources)
    .filter((id) => !(id in Resources))
    .sort();
}

/** A parameter that the framework would fill in with a number. */
const DAYS = /\$\{param:\w+_days\}/g;

/** What CloudFormation would refuse; the framework adds the API and the functions. */
export function flaws(settings: PartSettings): string[] {
  const { functions, Resources, Outputs } = template(settings);
  const lambda = { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role: '' } };
  const ofFramework = Object.keys(functions).map((key) => [
    `${key[0]!.toUpperCase()}${key.slice(1)}LambdaFunction`,
    lambda,
  ]);
  const all = { HttpApi: { Type: 'AWS::ApiGatewayV2::Api' }, ...Object.fromEntries(ofFramework), ...Resources };
  return validate({ Resources: JSON.parse(JSON.stringify(all).replace(DAYS, '35')), Outputs });
}

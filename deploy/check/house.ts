import { ROUTES } from '../../events/routes.ts';
import { SHARED_ROLE } from '../functions.ts';
import type { Template } from './validate.ts';

/** The routes that are declared to be for anyone. */
const OPEN = new Set(
  Object.values(ROUTES)
    .flatMap((routes) => Object.values(routes))
    .flatMap(({ method, path, roles }) => (roles === 'anyone' ? [`${method} ${path}`] : [])),
);

interface LambdaProperties {
  FunctionName: string;
  Runtime: string;
  Architectures: string[];
  Role: { 'Fn::GetAtt': [string, string] };
}

interface Rule {
  TopicRulePayload: { AwsIotSqlVersion?: string; ErrorAction?: unknown };
}

interface Bucket {
  PublicAccessBlockConfiguration?: Record<string, boolean>;
  BucketEncryption?: unknown;
}

/** Holds packages, and is not ours to declare. */
const FRAMEWORKS_BUCKET = 'ServerlessDeploymentBucket';

/**
 * What we require of our template beyond CloudFormation: the runtime, a role for each function that may do more than
 * write its log, rules with an error action, buckets that are private.
 */
export function houseRules({ Resources }: Template): string[] {
  const flaws: string[] = [];
  const roles = new Map<string, string>();
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    if (Type === 'AWS::Lambda::Function') {
      const { Runtime, Architectures, Role } = Properties as unknown as LambdaProperties;
      if (Runtime !== 'nodejs24.x' || Architectures?.[0] !== 'arm64') flaws.push(`${id} must run nodejs24.x on arm64`);
      const role = Role['Fn::GetAtt'][0];
      if (roles.has(role) && !role.startsWith(SHARED_ROLE)) flaws.push(`${id} shares its role with ${roles.get(role)}`);
      roles.set(role, id);
    }
    if (Type === 'AWS::IoT::TopicRule') {
      const { TopicRulePayload } = Properties as unknown as Rule;
      if (TopicRulePayload.AwsIotSqlVersion !== '2016-03-23') flaws.push(`${id} must say its SQL version`);
      if (!TopicRulePayload.ErrorAction) flaws.push(`${id} has no error action`);
    }
    if (Type === 'AWS::IAM::Role' && /"(Action|Resource)":(\[)?"\*"/.test(JSON.stringify(Properties))) {
      flaws.push(`${id} may do anything, or to everything`);
    }
    if (Type === 'AWS::S3::Bucket' && id !== FRAMEWORKS_BUCKET) {
      const { PublicAccessBlockConfiguration: block = {}, BucketEncryption } = Properties as unknown as Bucket;
      if (Object.values(block).filter(Boolean).length !== 4) flaws.push(`${id} can be opened to the public`);
      if (!BucketEncryption) flaws.push(`${id} does not say how it is encrypted`);
    }
    if (Type === 'AWS::ApiGatewayV2::Route') {
      const { RouteKey, AuthorizationType } = Properties as { RouteKey: string; AuthorizationType?: string };
      if (!OPEN.has(RouteKey) && AuthorizationType !== 'CUSTOM') flaws.push(`${RouteKey} is open to anyone`);
    }
  }
  return flaws;
}

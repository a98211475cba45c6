import { ROUTES } from '../../events/routes.ts';
import { SHARED_ROLE } from '../functions.ts';
import type { Template } from './template.ts';

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

interface Bucket {
  PublicAccessBlockConfiguration?: Record<string, boolean>;
  BucketEncryption?: unknown;
}

/** Holds packages, and is not ours to declare. */
const FRAMEWORKS_BUCKET = 'ServerlessDeploymentBucket';

/**
 * What we require of our template beyond AWS: the runtime, a role for each function that may do more than write its log,
 * an authorizer before every route that is not for anyone, buckets that are private.
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

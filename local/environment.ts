import type { Addresses } from './addresses.ts';
import { AUDIENCE, ISSUER } from './aws/issuer.ts';
import type { Serverless } from './aws/serverless.ts';

export const IOT_ARN = 'arn:aws:iot:local:000000000000';

/** Points the functions to the laptop's services, where serverless.yml would point them to AWS's and Upstash's. */
export function setEnvironment(
  service: Serverless['service'],
  {
    redis_rest,
    redis_rest_token,
    jwks,
    endpoint,
    tsdb,
  }: Pick<Addresses, 'redis_rest' | 'redis_rest_token' | 'jwks' | 'endpoint' | 'tsdb'>,
): void {
  Object.assign(service.provider.environment, {
    UPSTASH_REDIS_REST_URL: redis_rest,
    UPSTASH_REDIS_REST_TOKEN: redis_rest_token,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
    TOKEN_JWKS_URL: jwks,
    CODE_SECRET: 'not a secret on a laptop',
    IOT_ENDPOINT: endpoint,
    // the AWS client signs what it sends, with whatever it has
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: '',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // it is about machines that deploy, not about laptops
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
  });
  for (const key of service.getAllFunctions()) {
    const { environment } = service.getFunction(key);
    if (environment?.IOT_ARN) environment.IOT_ARN = IOT_ARN;
    if (environment && 'TSDB_URL' in environment) environment.TSDB_URL ||= tsdb ?? '';
  }
}

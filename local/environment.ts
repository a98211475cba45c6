import type { Addresses } from './addresses.ts';
import { AUDIENCE, ISSUER } from './aws/issuer.ts';
import { SECRETS } from './aws/secrets.ts';
import type { Serverless } from './aws/serverless.ts';
import { BUCKETS } from './aws/services/buckets.ts';

export const IOT_ARN = 'arn:aws:iot:local:000000000000';

/** What signs the codes of stickers here; the same in every start, so that a printed one stays good. */
export const LOCAL_CODE_KEYS = { signs: 'a', keys: { a: 'not a secret on a laptop' } };

type Where = Pick<Addresses, 'redis_rest' | 'jwks' | 'endpoint'>;

/** The laptop's services, in place of AWS's and Upstash's: for every function, and for those that ask for them. */
export const environmentOf = ({ redis_rest, jwks, endpoint }: Where) => ({
  all: {
    AWS_ENDPOINT_URL: endpoint,
    // requests to AWS are signed with whatever there is
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: '',
    POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'WARN',
  },
  asked: {
    UPSTASH_REDIS_REST_URL: redis_rest,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: AUDIENCE,
    TOKEN_JWKS_URL: jwks,
    SECRETS,
    IOT_ARN,
    ...BUCKETS,
  },
});

/** Points the functions to the laptop's services. */
export function setEnvironment(service: Serverless['service'], addresses: Where & Pick<Addresses, 'tsdb'>): void {
  const { all, asked } = environmentOf(addresses);
  Object.assign(service.provider.environment, all);
  for (const key of service.getAllFunctions()) {
    const { environment = {} } = service.getFunction(key);
    for (const [name, value] of Object.entries(asked)) if (name in environment) environment[name] = value;
    if ('TSDB_URL' in environment) environment.TSDB_URL ||= addresses.tsdb ?? '';
  }
}

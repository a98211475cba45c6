/** US East (N. Virginia), without free tiers, taxes and savings plans. */
export const REGION = 'us-east-1';
/**
 * When all prices were looked up. AWS's pages load most figures by script; those that a copy of the page did not show are
 * from articles of 2025 and 2026 that cite it. Look them up anew before you rely on them.
 */
export const LOOKED_UP = '2026-11-22';

/** What is paid for each `size` units, by how many units a month there are: up to so many at so many dollars. */
export interface Price {
  service: string;
  unit: string;
  size: number;
  tiers: readonly (readonly [upTo: number, dollars: number])[];
  source: string;
  /** Paid for each month that it is there, not for each time that it happens. */
  held?: true;
}

const MILLION = 1e6;
const BILLION = 1e9;
const TB = 1000;
const flat = (dollars: number) => [[Number.POSITIVE_INFINITY, dollars]] as const;

const IOT = { service: 'IoT Core', source: 'https://aws.amazon.com/iot-core/pricing/' };
const LAMBDA = { service: 'Lambda', source: 'https://aws.amazon.com/lambda/pricing/' };
const KINESIS = { service: 'Kinesis', source: 'https://aws.amazon.com/kinesis/data-streams/pricing/' };
const CLOUDWATCH = { service: 'CloudWatch', source: 'https://aws.amazon.com/cloudwatch/pricing/' };
const SECRETS = { service: 'Secrets Manager', source: 'https://aws.amazon.com/secrets-manager/pricing/' };
const S3 = { service: 'S3', source: 'https://aws.amazon.com/s3/pricing/' };
const CLOUDFRONT = { service: 'CloudFront', source: 'https://aws.amazon.com/cloudfront/pricing/' };
const UPSTASH = { service: 'Upstash Redis', source: 'https://upstash.com/pricing/redis' };

const priceOf = <Name extends string>(prices: Record<Name, Price>): Record<Name, Price> => prices;

export const PRICES = priceOf({
  connection: { ...IOT, unit: 'minutes connected', size: MILLION, tiers: flat(0.08) },
  // Of 5 KB each. What the broker takes, what it delivers, and each PUBACK of a client.
  message: {
    ...IOT,
    unit: 'messages',
    size: MILLION,
    tiers: [
      [BILLION, 1],
      [5 * BILLION, 0.8],
      [Number.POSITIVE_INFINITY, 0.7],
    ],
  },
  // Of 5 KB each. A rule whose WHERE is false was triggered, too.
  rule: { ...IOT, unit: 'rules triggered', size: MILLION, tiers: flat(0.15) },
  action: { ...IOT, unit: 'rule actions', size: MILLION, tiers: flat(0.15) },

  // Of 64 KB each. A batch of ten is one.
  sqs: {
    service: 'SQS',
    source: 'https://aws.amazon.com/sqs/pricing/',
    unit: 'requests',
    size: MILLION,
    tiers: [
      [100 * BILLION, 0.4],
      [200 * BILLION, 0.3],
      [Number.POSITIVE_INFINITY, 0.24],
    ],
  },

  streamHour: { ...KINESIS, unit: 'on-demand stream hours', size: 1, tiers: flat(0.04) },
  streamIn: { ...KINESIS, unit: 'GB in, on demand', size: 1, tiers: flat(0.08) },
  streamOut: { ...KINESIS, unit: 'GB out, on demand', size: 1, tiers: flat(0.04) },
  shardHour: { ...KINESIS, unit: 'provisioned shard hours', size: 1, tiers: flat(0.015) },
  put: { ...KINESIS, unit: 'PUT payload units, provisioned', size: MILLION, tiers: flat(0.014) },

  invocation: { ...LAMBDA, unit: 'requests', size: MILLION, tiers: flat(0.2) },
  compute: {
    ...LAMBDA,
    unit: 'GB-seconds, arm64',
    size: MILLION,
    tiers: [
      [7.5 * BILLION, 13.3334],
      [18.75 * BILLION, 12.0001],
      [Number.POSITIVE_INFINITY, 10.6667],
    ],
  },

  http: {
    service: 'API Gateway',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
    unit: 'HTTP API requests',
    size: MILLION,
    tiers: [
      [300 * MILLION, 1],
      [Number.POSITIVE_INFINITY, 0.9],
    ],
  },

  // Those of Lambda have tiers since May 2025.
  log: {
    ...CLOUDWATCH,
    unit: 'GB of logs',
    size: 1,
    tiers: [
      [10 * TB, 0.5],
      [30 * TB, 0.25],
      [50 * TB, 0.1],
      [Number.POSITIVE_INFINITY, 0.05],
    ],
  },
  metric: {
    ...CLOUDWATCH,
    unit: 'metrics of our own',
    size: 1,
    tiers: [
      [10_000, 0.3],
      [250_000, 0.1],
      [1_000_000, 0.05],
      [Number.POSITIVE_INFINITY, 0.02],
    ],
    held: true,
  },
  alarm: { ...CLOUDWATCH, unit: 'alarms', size: 1, tiers: flat(0.1), held: true },
  dashboard: { ...CLOUDWATCH, unit: 'dashboards', size: 1, tiers: flat(3), held: true },

  secret: { ...SECRETS, unit: 'secrets', size: 1, tiers: flat(0.4), held: true },
  secretCall: { ...SECRETS, unit: 'calls', size: 10_000, tiers: flat(0.05) },
  parameter: {
    service: 'Parameter Store',
    source: 'https://aws.amazon.com/systems-manager/pricing/',
    unit: 'standard parameters',
    size: 1,
    tiers: flat(0),
    held: true,
  },

  // Each record counts as a multiple of 5 KB.
  firehose: {
    service: 'Firehose',
    source: 'https://aws.amazon.com/firehose/pricing/',
    unit: 'GB in',
    size: 1,
    tiers: [
      [500 * TB, 0.029],
      [2000 * TB, 0.025],
      [Number.POSITIVE_INFINITY, 0.02],
    ],
  },
  s3Storage: {
    ...S3,
    unit: 'GB',
    size: 1,
    tiers: [
      [50 * TB, 0.023],
      [500 * TB, 0.022],
      [Number.POSITIVE_INFINITY, 0.021],
    ],
    held: true,
  },
  s3Put: { ...S3, unit: 'PUT requests', size: 1000, tiers: flat(0.005) },

  cloudfrontRequest: { ...CLOUDFRONT, unit: 'HTTPS requests', size: 10_000, tiers: flat(0.01) },
  cloudfrontOut: {
    ...CLOUDFRONT,
    unit: 'GB to the internet',
    size: 1,
    tiers: [
      [10 * TB, 0.085],
      [50 * TB, 0.08],
      [150 * TB, 0.06],
      [500 * TB, 0.04],
      [Number.POSITIVE_INFINITY, 0.03],
    ],
  },
  // Between public addresses of one region, as Lambda and Upstash are, in each direction.
  transfer: {
    service: 'Data transfer',
    source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
    unit: 'GB to Redis and back',
    size: 1,
    tiers: flat(0.01),
  },

  redisCommand: { ...UPSTASH, unit: 'commands', size: 100_000, tiers: flat(0.2) },
  redisStorage: {
    ...UPSTASH,
    unit: 'GB',
    size: 1,
    tiers: [
      [1, 0],
      [Number.POSITIVE_INFINITY, 0.25],
    ],
    held: true,
  },
  redisTransfer: {
    ...UPSTASH,
    unit: 'GB to and from it',
    size: 1,
    tiers: [
      [200, 0],
      [Number.POSITIVE_INFINITY, 0.03],
    ],
  },
});

export type PriceName = keyof typeof PRICES;

/** Upstash's plans for a fixed price: dollars a month, and the GB that they hold and move in a month. */
export const REDIS_PLANS = [
  { dollars: 10, holds: 0.25, moves: 50 },
  { dollars: 20, holds: 1, moves: 100 },
  { dollars: 100, holds: 5, moves: 500 },
  { dollars: 200, holds: 10, moves: 1 * TB },
  { dollars: 400, holds: 50, moves: 5 * TB },
  { dollars: 800, holds: 100, moves: 10 * TB },
  { dollars: 1500, holds: 500, moves: 20 * TB },
] as const;

/** Commands a second that Upstash takes on pay-as-you-go; what it takes on large fixed plans was not found. */
export const REDIS_COMMANDS_A_SECOND = 10_000;

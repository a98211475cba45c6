import { readDoors } from '../../deploy/doors.mjs';
import { stackOf } from '../../deploy/stack.ts';
import { heatmapRoutes } from '../../events/heatmap/routes.ts';
import { ALL_ROUTES } from '../../events/routes.ts';

interface Definition {
  memorySize?: number;
  timeout?: number;
  maximumEventAge?: number;
  environment?: Record<string, unknown>;
  name: string;
  handler: string;
  events: Record<string, unknown>[];
  package: unknown;
  logs: { logGroup: string };
  disableLogs: boolean;
}

const { functions } = stackOf({ stage: 'prod', ingest: 'sqs' });
const all = Object.entries(functions) as [string, Definition][];

/** What functions have that says something of it, by name. */
const given = <Of>(what: (one: Definition) => Of | undefined) =>
  Object.fromEntries(all.flatMap(([key, one]) => (what(one) === undefined ? [] : [[key, what(one)]])));

/** What functions are called by, of this kind. */
const eventsOf = (kind: string) => given(({ events }) => events.find((event) => kind in event)?.[kind]);

/** The routes that lead to each function, by its name. */
const routesTo = Object.fromEntries(
  all.flatMap(([key, { events }]) => {
    const routes = events.flatMap((event) => ('httpApi' in event ? [event.httpApi] : []));
    return routes.length > 0 ? [[key, routes]] : [];
  }),
);

test('every route has one function, by the authorizer unless it is for anyone, and no other way leads to one', () => {
  const declared = ALL_ROUTES.map(({ method, path, roles }) => ({
    ...{ method, path },
    ...(roles !== 'anyone' && { authorizer: { name: 'token' } }),
  }));
  const served = Object.values(routesTo).flat();
  expect(served).toHaveLength(declared.length);
  expect(served).toEqual(expect.arrayContaining(declared));
});

test('a function serves the route of its name, or those that functions.yml lists', () => {
  expect(routesTo.venuePut).toMatchObject([{ method: 'PUT', path: '/v1/venues/{venue_id}' }]);
  const { read, readPublic } = heatmapRoutes;
  const paths = (routesTo.heatmapRead as { path: string }[]).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining([read.path, readPublic.path]));
});

test('every function is a bundle of its own, and its name tells its stage', () => {
  expect(all.map(([key]) => key).sort()).toEqual(
    readDoors()
      .map(({ key }) => key)
      .sort(),
  );
  for (const { key, bundle } of readDoors()) {
    expect((functions as Record<string, Definition>)[key]).toMatchObject({
      name: `skein-prod-${key}`,
      handler: `dist/${bundle}.handler`,
      package: { patterns: [`dist/${bundle}.cjs`] },
    });
  }
});

test('what works on much has memory for it', () => {
  expect(given(({ memorySize }) => memorySize)).toEqual({
    heatmapRead: 512,
    heatmapIngest: 512,
    heatmapRollupVenue: 512,
    deviceState: 512,
    rentalCreate: 512,
    gbfsFeed: 512,
    gbfsSnapshot: 512,
    deviceList: 512,
    commandSend: 512,
    commandInvoke: 512,
    usageList: 512,
    usageIngest: 512,
    usageSelected: 512,
    deviceSelected: 512,
    ruleIngest: 512,
    seriesIngest: 512,
    rolloutCreate: 512,
    rolloutStep: 512,
    backupExport: 1024,
  });
});

test('sweepers have a minute, the rollup of a venue has five, a backup all that Lambda gives; the broker waits five seconds for its authorizer', () => {
  const expected = {
    authAdmit: 5,
    authClaims: 5,
    deviceSweep: 60,
    rentalSweep: 60,
    gbfsSnapshot: 60,
    commandSweep: 60,
    rolloutStep: 60,
    usageSelected: 30,
    ruleRetry: 60,
    heatmapRollup: 60,
    heatmapRollupVenue: 300,
    backupExport: 900,
  };
  expect(given(({ timeout }) => timeout)).toEqual(expected);
});

test('sweepers run every minute, the rollup soon after every hour, and the backup every night', () => {
  expect(eventsOf('schedule')).toEqual({
    deviceSweep: 'rate(1 minute)',
    rentalSweep: 'rate(1 minute)',
    gbfsSnapshot: 'rate(1 minute)',
    commandSweep: 'rate(1 minute)',
    rolloutTick: 'rate(1 minute)',
    ruleRetry: 'rate(1 minute)',
    heatmapRollup: 'cron(2 * * * ? *)',
    backupExport: 'cron(17 3 * * ? *)',
  });
});

const FEED = Object.fromEntries(
  [
    'GBFS_TTL',
    'RENTAL_URI',
    'SYSTEM_ID',
    'SYSTEM_NAME',
    'SYSTEM_TIME_ZONE',
    'SYSTEM_OPENING_HOURS',
    'SYSTEM_CONTACT',
  ].map((name) => [name, `\${param:${name.toLowerCase()}}`]),
);

const [TSDB_URL, TSDB_SECRET] = [`\${param:tsdb_url}`, `\${param:tsdb_secret}`];
const ISSUER = Object.fromEntries(
  ['TOKEN_ISSUER', 'TOKEN_JWKS_URL', 'TOKEN_AUDIENCE'].map((name) => [name, `\${param:${name.toLowerCase()}}`]),
);
/** Where Redis and the secrets are, which all have but those that need neither. */
const USUAL = { UPSTASH_REDIS_REST_URL: `\${param:redis_url}`, SECRETS: 'skein/prod/' };

test('a function has no settings but those that all have and its own', () => {
  const iot = ['Partition', 'Region', 'AccountId'].map((name) => `\${AWS::${name}}`);
  const unusual = (environment: Record<string, unknown> = {}) => {
    const own = Object.entries(environment).filter(
      ([name, value]) => value !== (USUAL as Record<string, string>)[name],
    );
    const isUsual = own.length === Object.keys(environment).length - 2;
    return isUsual && own.length === 0 ? undefined : { isUsual, ...Object.fromEntries(own) };
  };
  expect(given(({ environment }) => unusual(environment))).toEqual({
    authIdentify: { isUsual: false, ...ISSUER },
    authClaims: { isUsual: false },
    contractRead: { isUsual: false },
    ruleAttempt: { isUsual: false },
    authAdmit: { isUsual: true, ...ISSUER, IOT_ARN: { 'Fn::Sub': `arn:${iot[0]}:iot:${iot[1]}:${iot[2]}` } },
    backupExport: { isUsual: true, STAGE: `\${sls:stage}`, BACKUP_BUCKET: { Ref: 'BackupBucket' } },
    rentalSweep: { isUsual: true, RENTAL_BUCKET: { Ref: 'RentalBucket' } },
    deviceDescription: { isUsual: true, MQTT_URL: `\${param:mqtt_url}` },
    gbfsFeed: { isUsual: true, ...FEED },
    deviceState: { isUsual: true, TSDB_URL },
    deviceSelected: { isUsual: true, TSDB_URL },
    seriesRead: { isUsual: true, TSDB_URL, TSDB_SECRET },
    seriesIngest: { isUsual: false, TSDB_URL, TSDB_SECRET },
  });
});

test('what a domain logs is in one group, for two weeks', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;
  const logs = ({ logs, disableLogs }: Definition) => [logs.logGroup, disableLogs];
  expect(logs((functions as Record<string, Definition>).rentalRequest!)).toEqual(['/skein/prod/rental', true]);
  for (const { key, domain } of readDoors()) {
    const [group] = logs((functions as Record<string, Definition>)[key]!);
    expect(Resources[`${domain[0]!.toUpperCase()}${domain.slice(1)}Logs`]).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: group, RetentionInDays: 14 },
    });
  }
});

test('concurrency is kept for those who must answer, where the account has enough', () => {
  const reserved = (reserve?: string) =>
    Object.fromEntries(
      Object.entries(stackOf({ stage: 'prod', ingest: 'sqs', ...(reserve && { reserve }) }).functions).flatMap(
        ([key, { reservedConcurrency }]: [string, { reservedConcurrency?: number }]) =>
          reservedConcurrency === undefined ? [] : [[key, reservedConcurrency]],
      ),
    );
  expect(reserved()).toEqual({});
  expect(reserved('off')).toEqual({});
  const kept = { authIdentify: 50, authAdmit: 50, rentalCreate: 20, rentalRequest: 20, rentalResult: 20 };
  expect(reserved('on')).toEqual(kept);
});

test("a phone's request is given up after a minute, because by then the phone has asked again or gone", () => {
  expect(given(({ maximumEventAge }) => maximumEventAge)).toEqual({ rentalRequest: 60 });
});

describe('what must outlive the stack', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;

  test.each(['BackupBucket', 'RentalBucket'])('%s is a bucket that nobody can see, and that stays', (id) => {
    expect(Resources[id]).toMatchObject({
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  });

  test('backups are forgotten in time, and rentals never', () => {
    type Bucket = { Properties: { LifecycleConfiguration?: { Rules: object[] } } };
    const rulesOf = (id: string) => (Resources[id] as Bucket).Properties.LifecycleConfiguration?.Rules;
    expect(rulesOf('BackupBucket')).toMatchObject([
      { Status: 'Enabled', ExpirationInDays: `\${param:backup_days}` },
      { ExpiredObjectDeleteMarker: true },
    ]);
    expect(rulesOf('RentalBucket')).toBeUndefined();
  });
});

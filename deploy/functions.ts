import { arnOf, mayPublish, mayWrite, roleFor, type Statement } from './arn.ts';
import type { FunctionEntry } from './domain-file.ts';
import { type Door, pascal } from './doors.mjs';
import { logGroupOf, mayLog } from './logs.ts';
import { routesOf } from './routes.ts';
import type { Behind, Settings } from './rules.ts';
import { mayReadSecrets, secretsOf } from './secrets.ts';

const NOTHING: Behind = { events: [], statements: [] };

/** https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html; neither action knows resources. */
const MAY_TRACE: Statement = { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' };

/** What the id of a role that functions share begins with: a stack takes 500 resources. */
export const SHARED_ROLE = 'Shared';

/**
 * A function as the framework takes it, with a role that may write its log and do what is declared, no more. Functions
 * that only read the same secrets share a role; what publishes or reads a queue has one of its own.
 */
export function functionOf(
  door: Door,
  entry: FunctionEntry | null,
  { stage, reserve, tracing }: Settings,
  behind = NOTHING,
) {
  const { schedule, publishes = [], writes, redis, environment, reserved, ...rest } = entry ?? {};
  const { secrets: _, routes: __, ...settings } = rest;
  const secrets = secretsOf(entry);
  const reading = secrets.length > 0 ? [mayReadSecrets(secrets, stage)] : [];
  const declared = [
    ...publishes.map((topic) => mayPublish(topic, stage)),
    ...(writes ? [mayWrite(writes)] : []),
    ...behind.statements,
  ];
  const always = (domain?: string) => [mayLog(stage, domain), ...(tracing === 'on' ? [MAY_TRACE] : []), ...reading];
  const own = {
    id: `${pascal(door.bundle)}Role`,
    role: roleFor('lambda', door.key, [...always(door.domain), ...declared]),
  };
  const shared = {
    id: `${SHARED_ROLE}${secrets.map(pascal).join('')}Role`,
    role: roleFor('lambda', 'shared', always()),
  };
  const { id, role } = declared.length > 0 ? own : shared;
  return {
    resources: { [id]: role },
    definition: {
      ...settings,
      ...(tracing === 'on' && { tracing: 'Active' }),
      ...(reserve === 'on' && reserved !== undefined && { reservedConcurrency: reserved }),
      name: `skein-${stage}-${door.key}`,
      handler: `dist/${door.bundle}.handler`,
      role: arnOf(id),
      disableLogs: true, // the log group of its domain is ours
      logs: { logGroup: logGroupOf(stage, door.domain) },
      environment: {
        ...(redis !== 'nothing' && { UPSTASH_REDIS_REST_URL: `\${param:redis_url}` }),
        ...(secrets.length > 0 && { SECRETS: `skein/${stage}/` }),
        ...environment,
      },
      events: [...routeEvents(door), ...(schedule ? [{ schedule }] : []), ...behind.events],
      ...(behind.destinations && { destinations: behind.destinations }),
      package: { patterns: [`dist/${door.bundle}.cjs`] },
    },
  };
}

/** The routes of a door in http/, each with the authorizer unless it is for anyone; the authorizer itself has none. */
const routeEvents = (door: Door): object[] =>
  routesOf(door).map(([, { method, path, roles }]) => ({
    httpApi: { method, path, ...(roles !== 'anyone' && { authorizer: { name: 'token' } }) },
  }));

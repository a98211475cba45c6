import { ROUTES } from '../events/routes.ts';
import { arnOf, mayPublish, roleFor, type Statement } from './arn.ts';
import type { FunctionEntry } from './domain-file.ts';
import { camel, type Door, pascal } from './doors.mjs';
import type { Behind } from './rules.ts';

const NOTHING: Behind = { events: [], statements: [] };

/**
 * A function as the framework takes it, with a role of its own that may write its log and do what is declared, no more.
 */
export function functionOf(door: Door, entry: FunctionEntry | null, stage: string, behind: Behind = NOTHING) {
  const { schedule, publishes = [], ...settings } = entry ?? {};
  const name = `skein-${stage}-${door.key}`;
  const role = `${pascal(door.bundle)}Role`;
  const statements = [mayLog(name), ...publishes.map((topic) => mayPublish(topic, stage)), ...behind.statements];
  return {
    resources: { [role]: roleFor('lambda', door.key, statements) },
    definition: {
      ...settings,
      name,
      handler: `dist/${door.bundle}.handler`,
      role: arnOf(role),
      events: [...routeEvents(door), ...(schedule ? [{ schedule }] : []), ...behind.events],
      ...(behind.destinations && { destinations: behind.destinations }),
      package: { patterns: [`dist/${door.bundle}.cjs`] },
    },
  };
}

/** The route of a door in http/, with the authorizer unless it is for anyone; the authorizer itself has none. */
function routeEvents({ domain, kind, name }: Door): object[] {
  const route = kind === 'http' ? ROUTES[domain]?.[camel(name)] : undefined;
  if (!route) return [];
  const { method, path, roles } = route;
  return [{ httpApi: { method, path, ...(roles !== 'anyone' && { authorizer: { name: 'token' } }) } }];
}

const mayLog = (name: string): Statement => ({
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: {
    'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${name}:*`,
  },
});

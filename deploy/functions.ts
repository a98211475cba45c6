import { ROUTES } from '../events/routes.ts';
import { arnOf, mayPublish, roleFor, type Statement } from './arn.ts';
import type { FunctionEntry } from './domain-file.ts';
import { camel, type Door, pascal } from './doors.mjs';
import type { Behind } from './rules.ts';

const NOTHING: Behind = { events: [], statements: [] };

/** The role of all functions that do nothing on AWS but write their log: a stack takes 500 resources. */
export const LOG_ROLE = 'LogRole';

/**
 * A function as the framework takes it, with a role that may write its log and do what is declared, no more. What is
 * declared makes it a role of its own.
 */
export function functionOf(door: Door, entry: FunctionEntry | null, stage: string, behind: Behind = NOTHING) {
  const { schedule, publishes = [], ...settings } = entry ?? {};
  const name = `skein-${stage}-${door.key}`;
  const declared = [...publishes.map((topic) => mayPublish(topic, stage)), ...behind.statements];
  const own = { id: `${pascal(door.bundle)}Role`, role: roleFor('lambda', door.key, [mayLog(name), ...declared]) };
  const shared = { id: LOG_ROLE, role: roleFor('lambda', 'log', [mayLog(`skein-${stage}-*`)]) };
  const { id, role } = declared.length > 0 ? own : shared;
  return {
    resources: { [id]: role },
    definition: {
      ...settings,
      name,
      handler: `dist/${door.bundle}.handler`,
      role: arnOf(id),
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

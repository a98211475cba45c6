import type { Route } from '../events/route.ts';
import { ROUTES } from '../events/routes.ts';
import { camel, type Door, readDomain, readDoors } from './doors.mjs';

/**
 * The routes that a door in http/ serves, by their names: those that its functions.yml lists, or the one of its own
 * name. None for the authorizer. Throws for a name that events/ does not declare.
 */
export function routesOf({ domain, kind, name, door }: Door): [name: string, route: Route][] {
  if (kind !== 'http') return [];
  const declared = ROUTES[domain] ?? {};
  const listed = readDomain(domain).functions[door]?.routes;
  if (!listed) return Object.entries(declared).filter(([one]) => one === camel(name));
  return listed.map((one) => {
    const route = declared[one];
    if (!route) throw new Error(`${domain}/${door} is to serve ${one}, which is no route of events/${domain}`);
    return [one, route];
  });
}

/** The door that serves each route. */
export const doorsByRoute = (): Map<Route, Door> =>
  new Map(readDoors().flatMap((door) => routesOf(door).map(([, route]) => [route, door])));

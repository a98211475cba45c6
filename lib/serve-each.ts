import type { HttpEvent, Served } from './http.ts';

/**
 * One function for several routes: a request goes to what serves its route, which the gateway names. The routes are
 * listed in functions.yml; a request of any other one is an error.
 */
export function serveEach(...each: readonly Served[]) {
  const byRoute = new Map(each.map((one) => [one.routeKey, one]));
  return async (event: HttpEvent) => {
    const served = byRoute.get(event.routeKey);
    if (!served) throw new Error(`this function does not serve ${event.routeKey}`);
    return served(event);
  };
}

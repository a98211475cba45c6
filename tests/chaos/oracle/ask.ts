import type { Route } from '../../../events/route.ts';
import type { Caller } from '../../../lib/http.ts';
import { insist, OPERATOR } from '../api.ts';
import type { Story } from '../run.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the function says
export type Json = any;

interface Request {
  caller?: Caller;
  route?: Pick<Route, 'method' | 'path'>;
  path?: Record<string, string>;
  query?: Record<string, string>;
}

/** What a route answers now; throws where it refuses. */
export async function ask({ faults }: Story, door: string, request: Request): Promise<Json> {
  const { status, json } = await insist(faults, door, { caller: OPERATOR, ...request });
  if (status !== 200) throw new Error(`${door} answered ${status} ${JSON.stringify(json)}`);
  return json;
}

/** Everything in a list, page after page. */
export async function askAll(story: Story, door: string, name: string, request: Request): Promise<Json[]> {
  const all: Json[] = [];
  for (let before: string | undefined; ; ) {
    const query = { limit: '100', ...(before !== undefined && { before }) };
    const page = await ask(story, door, { ...request, query });
    all.push(...page[name]);
    if (page.next === undefined) return all;
    before = String(page.next);
  }
}

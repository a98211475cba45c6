import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../events/published/api.generated.ts';
import { config } from '../config.ts';
import type { View } from '../session/session.ts';
import { current } from '../session/sign-in.ts';
import { reach } from './reach.ts';
import { Refused } from './refused.ts';

/** A body as openapi.json has it. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const PATIENCE = 15_000;

async function send(view: View | 'anyone', request: Request): Promise<Response> {
  const session = view === 'anyone' ? undefined : await current(view);
  if (session) request.headers.set('authorization', `Bearer ${session.token}`);
  const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => {
    reach.value = 'away';
    throw new Refused('unreachable', 'The API does not answer. Trying again.', 0);
  });
  reach.value = 'here';
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { reason?: string; detail?: string };
  throw new Refused(
    problem.reason ?? (response.status === 401 ? 'token_invalid' : 'internal'),
    problem.detail ?? `The API answered ${response.status}.`,
    response.status,
  );
}

const clients = new Map<string, Promise<Client<paths>>>();

/** The API on behalf of whoever is signed in to this view; what is refused rejects with a Refused. */
export function api(view: View | 'anyone'): Promise<Client<paths>> {
  const made =
    clients.get(view) ??
    config.then(({ api: baseUrl }) => createClient<paths>({ baseUrl, fetch: (request) => send(view, request) }));
  clients.set(view, made);
  return made;
}

/** The body of an answer: `await bodyOf(client.GET('/v1/venues'))`. */
export async function bodyOf<Body>(answer: Promise<{ data?: Body }>): Promise<NonNullable<Body>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new Refused('internal', 'The answer has no body.', 200);
  return data;
}

/** The body of one answer: `await ask('console', (client) => client.GET('/v1/venues'))`. */
export const ask = async <Body>(view: View | 'anyone', question: (client: Client<paths>) => Promise<{ data?: Body }>) =>
  bodyOf(question(await api(view)));

/** What makes a write safe to repeat. */
export const newKey = () => ({ 'Idempotency-Key': crypto.randomUUID() });

import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../events/published/api.generated.ts';
import { issue, type TokenClaims } from '../aws/issuer.ts';

const PATIENCE = 10_000;

/** The API as openapi.json has it, on behalf of somebody; what is refused rejects with a Refused. */
export type Ask = Client<paths>;

/** A body as openapi.json has it. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** An answer of the API that is no success; `reason` is what programs read. */
export class Refused extends Error {
  readonly reason: string;

  constructor(message: string, reason: string) {
    super(message);
    this.reason = reason;
  }
}

/** A caller of the API with these claims; without a token of its own it gets one of the laptop's issuer. */
export const caller = (api: string, claims: TokenClaims, token?: string): Ask =>
  createClient<paths>({
    baseUrl: api,
    fetch: async (request) => {
      request.headers.set('authorization', `Bearer ${token ?? (await issue(claims))}`);
      const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
      if (response.ok) return response;
      const [text, { pathname }] = [await response.text(), new URL(request.url)];
      const message = `${request.method} ${pathname} is refused: ${response.status} ${text}`;
      throw new Refused(message, reasonIn(text));
    },
  });

/** The body of an answer: `await bodyOf(ask.GET('/v1/venues'))`. */
export async function bodyOf<Body>(answer: Promise<{ data?: Body }>): Promise<NonNullable<Body>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new Error('the answer has no body');
  return data;
}

/** What makes a write safe to repeat. */
export const newKey = () => ({ 'Idempotency-Key': crypto.randomUUID() });

function reasonIn(text: string): string {
  try {
    return (JSON.parse(text) as { reason?: string }).reason ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

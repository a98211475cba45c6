import { issue, type TokenClaims } from '../aws/issuer.ts';

const PATIENCE = 10_000;

/** An answer of the API that is no success; `reason` is what programs read. */
export class Refused extends Error {
  readonly reason: string;

  constructor(message: string, reason: string) {
    super(message);
    this.reason = reason;
  }
}

/** Asks the API on behalf of somebody: the answer's body, or a Refused. */
export type Ask = <Answer>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** A caller of the API with these claims; without a token of its own it gets one of the laptop's issuer. */
export const caller =
  (api: string, claims: TokenClaims, token?: string): Ask =>
  async <Answer>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? (await issue(claims))}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Answer;
    throw new Refused(`${method} ${path} is refused: ${response.status} ${text}`, reasonIn(text));
  };

function reasonIn(text: string): string {
  try {
    return (JSON.parse(text) as { reason?: string }).reason ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

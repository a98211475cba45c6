import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TokenClaims } from './issuer.ts';

/** As whom one can sign in on a laptop, by what the console gives as `login_hint`. */
export const PEOPLE = {
  operator: { sub: 'operator', role: 'operator' },
  partner: { sub: 'partner', role: 'partner' },
  rider: { sub: 'visitor', role: 'rider', phone_id: 'visitor-phone' },
} satisfies Record<string, TokenClaims>;

/** Seconds. */
const TOKEN_LIVES = 3600;
/** ms */
const CODE_LIVES = 60_000;

interface Grant {
  claims: TokenClaims;
  challenge: string;
  redirect: string;
  until: number;
}

/**
 * The laptop's stand-in for the sign-in of an OpenID provider: authorization code with PKCE
 * (https://www.rfc-editor.org/rfc/rfc7636), without passwords. Codes go to the console alone, which listens at
 * `consoleOrigin`. `issue` makes a token that lives so many seconds.
 */
export function signIn(consoleOrigin: string, issue: (claims: TokenClaims, ttl: number) => Promise<string>) {
  const grants = new Map<string, Grant>();
  const sessions = new Map<string, TokenClaims>();

  const tokensFor = async (claims: TokenClaims) => {
    const refresh_token = randomUUID();
    sessions.set(refresh_token, claims);
    return {
      access_token: await issue(claims, TOKEN_LIVES),
      token_type: 'Bearer',
      expires_in: TOKEN_LIVES,
      refresh_token,
    };
  };

  const redeem = (form: URLSearchParams): TokenClaims | undefined => {
    if (form.get('grant_type') === 'refresh_token') {
      const session = form.get('refresh_token') ?? '';
      const claims = sessions.get(session);
      sessions.delete(session); // each is good for one more
      return claims;
    }
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood = grant && grant.until > Date.now() && grant.challenge === proof;
    return isGood && grant.redirect === form.get('redirect_uri') ? grant.claims : undefined;
  };

  return {
    metadata: (issuer: string) => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
    }),

    /** Sends back to the console with a code, at once where it says as whom, else after one click. */
    authorize({ searchParams: query }: URL, response: ServerResponse): void {
      const redirect = query.get('redirect_uri') ?? '';
      const challenge = query.get('code_challenge');
      if (!URL.canParse(redirect) || new URL(redirect).origin !== consoleOrigin || !challenge) {
        return void response.writeHead(400).end(`redirect_uri is for ${consoleOrigin}, and a code_challenge is needed`);
      }
      const claims = (PEOPLE as Record<string, TokenClaims>)[query.get('login_hint') ?? ''];
      if (!claims) return void response.writeHead(200, HTML).end(page(query));
      const code = randomUUID();
      grants.set(code, { claims, challenge, redirect, until: Date.now() + CODE_LIVES });
      const back = new URL(redirect);
      back.searchParams.set('code', code);
      if (query.has('state')) back.searchParams.set('state', query.get('state')!);
      response.writeHead(302, { location: back.href }).end();
    },

    /** Gives tokens for a code, or for a refresh token. */
    async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const claims = redeem(new URLSearchParams(await text(request)));
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
      if (claims) response.writeHead(200, headers).end(JSON.stringify(await tokensFor(claims)));
      else response.writeHead(400, headers).end(JSON.stringify({ error: 'invalid_grant' }));
    },
  };
}

const HTML = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

/** A link a person; nothing of the query is written into the page but as part of an encoded address. */
function page(query: URLSearchParams): string {
  const links = Object.entries(PEOPLE).map(([hint, { sub, role }]) => {
    const next = new URLSearchParams(query);
    next.set('login_hint', hint);
    return `<a href="?${next.toString().replaceAll('&', '&amp;')}">${role} <small>${sub}</small></a>`;
  });
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Sign in</title>
<style>body{font:1.1rem system-ui;max-width:24rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}
a{display:block;padding:1rem;margin:.5rem 0;border:1px solid;border-radius:.5rem;text-decoration:none;color:inherit}
small{opacity:.7}</style><h1>Sign in as</h1>${links.join('')}<p><small>This laptop's own issuer asks for no password.</small></p></html>`;
}

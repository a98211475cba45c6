import * as oauth from 'oauth4webapi';
import { type Config, config } from '../config.ts';
import { keep, type Session, sessionOf, sessions, type View } from './session.ts';

/** What has to be known again when the provider sends the browser back. */
interface Pending {
  view: View;
  verifier: string;
  state: string;
  hash: string;
}
const PENDING = 'skein.sign-in';

/** A token is changed for another so long before its end, ms. */
const EARLY = 60_000;

const redirectUri = () => `${location.origin}${location.pathname}`;

/** Providers are HTTPS, but for the laptop's. */
const plain = ({ issuer }: Config) => ({ [oauth.allowInsecureRequests]: issuer.startsWith('http://') });

const client = ({ client_id }: Config): oauth.Client => ({ client_id });

let found: Promise<oauth.AuthorizationServer> | undefined;
async function provider(): Promise<oauth.AuthorizationServer> {
  const { issuer, ...rest } = await config;
  const url = new URL(issuer);
  const answer = await oauth.discoveryRequest(url, plain({ issuer, ...rest }));
  return oauth.processDiscoveryResponse(url, answer);
}
const known = () => {
  found ??= provider().catch((error) => {
    found = undefined; // the next time may be luckier
    throw error;
  });
  return found;
};

/** Leaves for the provider: authorization code with PKCE. With `ask`, it is to ask who it is. */
export async function signIn(view: View, { ask = false } = {}): Promise<void> {
  const [settings, server] = [await config, await known()];
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const pending: Pending = { view, verifier, state, hash: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const to = new URL(server.authorization_endpoint!);
  to.search = new URLSearchParams({
    response_type: 'code',
    client_id: settings.client_id,
    redirect_uri: redirectUri(),
    scope: settings.scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(!ask && settings.hints && { login_hint: settings.hints[view] }),
    ...(ask && { prompt: 'select_account' }),
  }).toString();
  location.assign(to);
}

/** Takes the code with which the provider has sent the browser back, if it has; the address is then as it was before. */
export async function finishSignIn(): Promise<void> {
  const text = sessionStorage.getItem(PENDING);
  const at = new URL(location.href);
  if (!text || !(at.searchParams.has('code') || at.searchParams.has('error'))) return;
  sessionStorage.removeItem(PENDING);
  const { view, verifier, state, hash } = JSON.parse(text) as Pending;
  history.replaceState(null, '', `${location.pathname}${hash}`);
  dispatchEvent(new HashChangeEvent('hashchange'));
  const [settings, server] = [await config, await known()];
  const checked = oauth.validateAuthResponse(server, client(settings), at, state);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client(settings),
    oauth.None(),
    checked,
    redirectUri(),
    verifier,
    plain(settings),
  );
  take(view, await oauth.processAuthorizationCodeResponse(server, client(settings), answer));
}

/** Somebody whose token holds for a while longer; undefined where they have to sign in again. */
export async function current(view: View): Promise<Session | undefined> {
  const session = sessions[view].peek();
  if (!session || session.until - EARLY > Date.now()) return session;
  renewals[view] ??= renew(view, session).finally(() => delete renewals[view]);
  return renewals[view];
}
const renewals: Partial<Record<View, Promise<Session | undefined>>> = {};

async function renew(view: View, { refresh, until }: Session): Promise<Session | undefined> {
  if (refresh) {
    try {
      const [settings, server] = [await config, await known()];
      const answer = await oauth.refreshTokenGrantRequest(
        server,
        client(settings),
        oauth.None(),
        refresh,
        plain(settings),
      );
      // a provider need not send another refresh token
      return take(view, {
        refresh_token: refresh,
        ...(await oauth.processRefreshTokenResponse(server, client(settings), answer)),
      });
    } catch {
      // refused, or the provider is away
    }
  }
  if (until > Date.now()) return sessions[view].peek();
  keep(view, undefined);
  return undefined;
}

function take(view: View, { access_token, expires_in = 3600, refresh_token }: Tokens): Session {
  const session = sessionOf(access_token, expires_in, refresh_token);
  keep(view, session);
  return session;
}
type Tokens = Pick<oauth.TokenEndpointResponse, 'access_token' | 'expires_in' | 'refresh_token'>;

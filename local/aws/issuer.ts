import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { type Loopback, onLoopback } from '../loopback.ts';
import { signIn } from './sign-in.ts';

export const ISSUER = 'https://issuer.skein.local';
export const AUDIENCE = 'skein';

const FOLDER = '.skein';
const KEY_FILE = `${FOLDER}/issuer.json`;
const ALGORITHM = 'ES256';

export interface TokenClaims {
  sub: string;
  role: string;
  phone_id?: string | undefined;
}

/** A token of the laptop's own issuer; `ttl` in seconds. */
export const issue = (claims: TokenClaims, ttl = 3600): Promise<string> =>
  issueUntil(claims, Math.floor(Date.now() / 1000) + ttl);

/** A token that ends at `exp` (seconds since the epoch), or never. */
export async function issueUntil({ sub, role, phone_id }: TokenClaims, exp: number | undefined): Promise<string> {
  const key = await signingKey();
  const token = new SignJWT({ sub, role, ...(phone_id !== undefined && { phone_id }) })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid! })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt();
  if (exp !== undefined) token.setExpirationTime(exp);
  return token.sign(await importJWK(key, ALGORITHM));
}

/** Serves the issuer's public key as a JWKS, and the sign-in of the console at `consoleOrigin`, on a free port. */
export async function startIssuer(consoleOrigin = ''): Promise<Loopback & { jwksUrl: string }> {
  const { d: _private, ...publicKey } = await signingKey();
  const keys = { keys: [{ ...publicKey, alg: ALGORITHM, use: 'sig' }] };
  const { metadata, authorize, token } = signIn(consoleOrigin, issue);
  const server = createServer(async (request, response) => {
    const at = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const json = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    response.setHeader('access-control-allow-origin', consoleOrigin);
    if (at.pathname === '/.well-known/openid-configuration') json(metadata(at.origin));
    else if (at.pathname === '/authorize') authorize(at, response);
    else if (at.pathname === '/token' && request.method === 'POST') await token(request, response);
    else json(keys);
  });
  const { url, close } = await onLoopback(server);
  return { url, jwksUrl: `${url}/.well-known/jwks.json`, close };
}

/** The checkout's one key, made at first use, so that `npm run token` need not find a running stack. */
async function signingKey(): Promise<JWK> {
  try {
    return JSON.parse(readFileSync(KEY_FILE, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID() };
  mkdirSync(FOLDER, { recursive: true });
  try {
    writeFileSync(KEY_FILE, JSON.stringify(key), { flag: 'wx', mode: 0o600 });
    return key;
  } catch {
    return JSON.parse(readFileSync(KEY_FILE, 'utf8')) as JWK; // another process was first
  }
}

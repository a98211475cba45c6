import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ROLES, type Role } from '../../events/roles.ts';
import { setting } from '../../lib/config.ts';
import type { Identity } from '../../lib/http.ts';
import { log } from '../../lib/log.ts';

let keySet: JWTVerifyGetKey | undefined;

/**
 * Whom a token speaks for, by the issuer's published keys (JWKS), or why it does not count: `token_missing`,
 * `token_expired`, `token_invalid`. Throws when the keys cannot be fetched, so that no outage reads as a forgery.
 */
export async function verify(token: string | undefined): Promise<Identity & { exp?: number }> {
  if (!token) return { refused: 'token_missing' };
  keySet ??= createRemoteJWKSet(new URL(setting('TOKEN_JWKS_URL')));
  try {
    const { payload } = await jwtVerify(token, keySet, {
      issuer: setting('TOKEN_ISSUER'),
      audience: setting('TOKEN_AUDIENCE'),
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, role, phone_id, exp } = payload;
    if (!ROLES.includes(role as Role)) return { refused: 'token_invalid' };
    return {
      sub: sub!,
      role: role as Role,
      exp: exp!,
      ...(typeof phone_id === 'string' && { phone_id }),
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { refused: 'token_expired' };
    if (isOutage(error)) {
      log.error('the token issuer cannot be reached', { error: error as Error });
      throw error;
    }
    return { refused: 'token_invalid' };
  }
}

/** Where the keys are at fault and not the token: jose has no one class for it. */
const OUTAGES = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

const isOutage = (error: unknown) => !(error instanceof errors.JOSEError) || OUTAGES.has(error.code);

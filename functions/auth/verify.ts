import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ROLES, type Role } from '../../events/roles.ts';
import { setting } from '../../lib/config.ts';
import type { Identity } from '../../lib/http.ts';
import { log } from '../../lib/log.ts';

let keySet: JWTVerifyGetKey | undefined;

/**
 * Who a token belongs to, checked with the issuer's published keys (JWKS), or why it is refused: `token_missing`,
 * `token_expired`, `token_invalid`. Throws when the keys cannot be fetched, so that an outage is not taken for a forged
 * token.
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

/** Errors of the keys and not of the token; jose has no common class for them. */
const OUTAGES = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

const isOutage = (error: unknown) => !(error instanceof errors.JOSEError) || OUTAGES.has(error.code);

import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ROLES, type Role } from '../../events/roles.ts';
import { setting } from '../../lib/config.ts';
import type { Identity } from '../../lib/http.ts';
import { log } from '../../lib/log.ts';
import { isOutage, keySet } from './key-set.ts';

let keys: JWTVerifyGetKey | undefined;

/**
 * Who a token belongs to, checked with the issuer's published keys (JWKS), or why it is refused: `token_missing`,
 * `token_expired`, `token_invalid`. Throws when the keys cannot be fetched, so that an outage is not taken for a forged
 * token.
 */
export async function verify(token: string | undefined): Promise<Identity> {
  if (!token) return { refused: 'token_missing' };
  keys ??= keySet();
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: setting('TOKEN_ISSUER'),
      audience: setting('TOKEN_AUDIENCE'),
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, role, phone_id, device_id, exp } = payload;
    if (!ROLES.includes(role as Role)) return { refused: 'token_invalid' };
    return {
      // an issuer that chooses every `sub` itself, as Cognito does, names a device by `device_id`
      sub: role === 'device' && typeof device_id === 'string' ? device_id : sub!,
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

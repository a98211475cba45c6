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
    // an issuer that chooses every `sub` itself, as Cognito does, names a device by `device_id`
    const subject: unknown = role === 'device' && device_id !== undefined ? device_id : sub;
    if (!ROLES.includes(role as Role) || !isSubject(subject)) return { refused: 'token_invalid' };
    return {
      sub: subject,
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

/** A text that names somebody in keys and logs: of legible characters, as many as any issuer uses (OpenID Connect: 255). */
const isSubject = (value: unknown): value is string => typeof value === 'string' && /^\P{C}{1,255}$/u.test(value);

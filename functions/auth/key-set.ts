import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type ExportedJWKSCache,
  errors,
  type JWTVerifyGetKey,
  jwksCache,
} from 'jose';
import { setting } from '../../lib/config.ts';
import { log } from '../../lib/log.ts';
import { MINUTE, SECOND } from '../../lib/time.ts';

/** The broker waits five seconds for its authorizer. */
const ANSWERS_WITHIN = 2 * SECOND;
const FRESH = 10 * MINUTE;
/** While the issuer is away, it is asked so often. */
const ASKED_AGAIN = 30 * SECOND;

/**
 * The issuer's published keys (JWKS), fetched every ten minutes and when a token names a key that is not among them.
 * While the issuer is away the last ones serve on. Rejects where there never were any.
 */
export function keySet(): JWTVerifyGetKey {
  let kept: ExportedJWKSCache | Record<string, never> = {};
  let remote = ask();
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (!isOutage(error) || !kept.jwks) throw error;
      log.error('the token issuer cannot be reached; its last keys serve on', { error: error as Error });
      kept = { jwks: kept.jwks, uat: Date.now() - FRESH + ASKED_AGAIN };
      remote = ask();
      return createLocalJWKSet(kept.jwks!)(header, token);
    }
  };

  function ask() {
    const options = { timeoutDuration: ANSWERS_WITHIN, cacheMaxAge: FRESH, [jwksCache]: kept };
    return createRemoteJWKSet(new URL(setting('TOKEN_JWKS_URL')), options);
  }
}

/** Errors of the keys and not of the token; jose has no common class for them. */
const OUTAGES = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

export const isOutage = (error: unknown) => !(error instanceof errors.JOSEError) || OUTAGES.has(error.code);

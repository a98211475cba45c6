import type { IoTCustomAuthorizerEvent, IoTCustomAuthorizerResult } from 'aws-lambda';
import { setting } from '../../../lib/config.ts';
import type { Caller, Identity } from '../../../lib/http.ts';
import { log } from '../../../lib/log.ts';
import { measure } from '../../../lib/metrics.ts';
import { ruleName } from '../../../lib/rule.ts';
import { notePhone } from '../../account/index.ts';
import { deviceOfKey, devicesOf, isKey } from '../../device/index.ts';
import { mayConnectAs, policiesOf } from '../policies.ts';
import { verify } from '../verify.ts';

/** AWS accepts no shorter and no longer times than these, in seconds. */
const LEAST = 300;
const MOST = 86_400;
/** The subject becomes the principal, in hex because AWS accepts letters and digits only. Nothing depends on it. */
const MOST_SUB = 64;
/** How soon a change of what somebody may do reaches a client that stays connected, in seconds. */
const REFRESH = 300;

/**
 * The broker's custom authorizer: the password is a token, or a device's key, and the client id must be the one that it
 * is for. What the client may do then is a policy of its own; nothing in it depends on what the client claims to be.
 */
export const handler = async (event: IoTCustomAuthorizerEvent): Promise<IoTCustomAuthorizerResult> => {
  const { clientId, password } = event.protocolData.mqtt ?? {};
  const identity = await identityOf(Buffer.from(password ?? '', 'base64').toString());
  if ('refused' in identity) return refusal(clientId, identity.refused);
  if (Buffer.byteLength(identity.sub) > MOST_SUB) return refusal(clientId, 'sub_too_long');
  if (!clientId || !mayConnectAs(identity, clientId)) return refusal(clientId, 'client_id_not_of_token');
  const now = Date.now();
  if (identity.role === 'rider') await notePhone(identity.phone_id!, identity.sub, now);
  return {
    isAuthenticated: true,
    principalId: Buffer.from(identity.sub).toString('hex'),
    disconnectAfterInSeconds: Math.min(
      MOST,
      Math.max(LEAST, (identity.exp ?? Number.POSITIVE_INFINITY) - Math.floor(now / 1000)),
    ),
    refreshAfterInSeconds: REFRESH,
    policyDocuments: policiesOf(identity, clientId, { arn: setting('IOT_ARN'), ruleName }, await sharedWith(identity)),
  };
};

/** Whose password it is; a key has no end of its own. */
async function identityOf(password: string): Promise<Identity> {
  if (!isKey(password)) return verify(password);
  const device = await deviceOfKey(password);
  return device === undefined ? { refused: 'token_invalid' } : { sub: device, role: 'device' };
}

/** The devices that a rider's account owns or is a guest of. */
const sharedWith = async ({ role, sub }: Caller): Promise<ReadonlyMap<string, string>> =>
  role === 'rider' ? devicesOf(sub) : new Map();

function refusal(clientId: string | undefined, reason: string): IoTCustomAuthorizerResult {
  log.info('connection refused', { clientId, reason });
  measure('reason', reason, { connections_refused: 1 });
  return {
    isAuthenticated: false,
    principalId: 'nobody',
    disconnectAfterInSeconds: LEAST,
    refreshAfterInSeconds: LEAST,
    policyDocuments: [],
  };
}

import { ROLES } from '../../events/roles.ts';

/** A user of a Cognito user pool who is to get a token. */
export interface User {
  /** The app client that asks. */
  clientId: string;
  userName: string;
  groups: readonly string[];
  /** Written by operators only: a phone that could choose it could take another one's place at the broker. */
  phoneId: string | undefined;
}

/**
 * The claims of a user's access token. The role is the group of that name, the first of ROLES where there are several;
 * a user of none has no role, and `verify` refuses the token. Cognito lets nobody choose `sub`, so a device says by
 * `device_id` who it is; and it takes no other `aud` than the client.
 */
export function claimsOf({ clientId, userName, groups, phoneId }: User): Record<string, string> {
  const role = ROLES.find((one) => groups.includes(one));
  return {
    aud: clientId,
    ...(role && { role }),
    ...(role === 'rider' && phoneId && { phone_id: phoneId }),
    ...(role === 'device' && { device_id: userName }),
  };
}

import { hash } from '../../lib/hash.ts';
import type { Caller } from '../../lib/http.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import ownersLua from './owners.lua';
import { recordParts } from './record.ts';

/** In each role: what others share with an account takes no room from what it owns. */
const MOST_DEVICES = 50;

interface OwnerInput {
  device_id: string;
  account_id: string;
  role: string | undefined;
  by: string | undefined;
  most: number;
}

type OwnerOutcome = { refused?: 'device_unknown' | 'not_owner' | 'last_owner' | 'too_many_devices' };

const ownersScript = /* @__PURE__ */ script<'device' | 'owners' | 'account_devices', OwnerInput, OwnerOutcome>(
  ownersLua,
  [hash, ...recordParts],
);

/** Gives an account a role, or none; `by` is the account that asks, undefined for an operator. */
export const changeOwner = (device_id: string, account_id: string, role: string | undefined, by: string | undefined) =>
  ownersScript(
    {
      device: keys.device(device_id),
      owners: keys.owners(device_id),
      account_devices: keys.account_devices(account_id),
    },
    { device_id, account_id, role, by, most: MOST_DEVICES },
  );

/** Account id -> owner or guest. */
export const readOwners = async (id: string): Promise<Map<string, string>> =>
  hashOf(await redis().hgetall(keys.owners(id)));

/** The devices that an account owns or is a guest of: device id -> owner or guest. */
export const devicesOf = async (accountId: string): Promise<Map<string, string>> =>
  hashOf(await redis().hgetall(keys.account_devices(accountId)));

/** Whether a caller may watch a device, its state and properties: an operator, an owner or guest, the device itself. */
export const mayWatch = ({ role, sub }: Caller, id: string, owners: ReadonlyMap<string, string>): boolean =>
  role === 'operator' || (role === 'rider' && owners.has(sub)) || (role === 'device' && sub === id);

/** Whether a caller may also know who has it and what it was told: all of these but guests. */
export const mayKnowAll = (caller: Caller, id: string, owners: ReadonlyMap<string, string>): boolean =>
  mayWatch(caller, id, owners) && (caller.role !== 'rider' || owners.get(caller.sub) === 'owner');

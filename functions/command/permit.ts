import type { CommandView } from '../../events/command/command.ts';
import type { ActionModel } from '../../events/product/thing-model.ts';
import type { Caller } from '../../lib/http.ts';

interface Known {
  owners: ReadonlyMap<string, string>;
  /** The phone that has the device at this moment. */
  holder: string | undefined;
}

/** The roles in which a caller comes to a device, the strongest first. */
export function rolesOf({ role, sub, phone_id }: Caller, { owners, holder }: Known): CommandView['by'][] {
  if (role === 'operator') return ['operator'];
  const isOwner = owners.get(sub) === 'owner';
  const isRenter = holder !== undefined && holder === phone_id;
  return [...(isOwner ? (['owner'] as const) : []), ...(isRenter ? (['renter'] as const) : [])];
}

/** In which of them the product lets the caller ask for an action; operators alone where it says nothing. */
export const permitted = (
  { 'skein:by': by = ['operator'] }: ActionModel,
  roles: readonly CommandView['by'][],
): CommandView['by'] | undefined => roles.find((role) => by.includes(role));

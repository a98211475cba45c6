import { ID } from './id.ts';
import type { Role } from './roles.ts';

/**
 * The MQTT client ids of those who may connect, by role, with the id of the device, the phone or the operator in it.
 * What is no device has a colon, which no id may have: a client that is told by its client id alone cannot be mistaken.
 */
const CLIENT_IDS: Partial<Record<Role, (id: string) => string>> = {
  device: (id) => id,
  rider: (phoneId) => `phone:${phoneId}`,
  operator: (sub) => `operator:${sub}`,
};

/** The client id of this role and id; undefined for who may not connect, or whose id cannot be one. */
export const clientIdOf = (role: Role, id: string | undefined): string | undefined =>
  id !== undefined && ID.test(id) ? CLIENT_IDS[role]?.(id) : undefined;

/**
 * The same for one of several connections of an operator, such as the pages of a browser: a client id can be connected
 * once, and the newer connection ends the older one. `page` is 1 to 16 letters and digits.
 */
export const pageClientIdOf = (clientId: string, page: string): string => `${clientId}:${page}`;

/** Whether a client id is the one of this role and id, or one of an operator's pages. */
export function isClientIdOf(role: Role, id: string | undefined, clientId: string): boolean {
  const own = clientIdOf(role, id);
  if (own === undefined) return false;
  if (clientId === own) return true;
  return role === 'operator' && clientId.startsWith(`${own}:`) && PAGE.test(clientId.slice(own.length + 1));
}
const PAGE = /^[A-Za-z0-9]{1,16}$/;

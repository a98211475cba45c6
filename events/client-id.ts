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

import type { Use } from '../bill.ts';
import { A_DAY, AUTHORIZED_AGAIN, CONNECTS, PRESENCE_COMMANDS, RUNS } from '../counts.ts';
import { callsOf } from './calls.ts';

/**
 * What it uses that clients are connected: so many connections a day, and minutes of all of them. `memory` is that of the
 * functions that hear of it (MB).
 */
export function usesOfConnections(by: string, connects: number, minutes: number, memory: number): Use[] {
  const authorized = connects + (minutes * 60) / AUTHORIZED_AGAIN;
  const changes = connects * 2;
  return [
    { price: 'connection', by, quantity: minutes },
    { price: 'message', by: `CONNECT, SUBSCRIBE of ${by}`, quantity: connects * 2 },
    ...callsOf({ by: `authorizer of ${by}`, times: authorized, ms: authorized * RUNS.authorizer, memory }),
    { price: 'rule', by: `presence of ${by}`, quantity: changes },
    { price: 'action', by: `presence of ${by}`, quantity: changes },
    ...callsOf({ by: `presence of ${by}`, times: changes, ms: changes * RUNS.presence, memory }),
    { price: 'redisCommand', by: `presence of ${by}`, quantity: changes * PRESENCE_COMMANDS },
  ];
}

/** Devices are connected all day. */
export const usesOfDevices = (devices: number, memory: number): Use[] =>
  usesOfConnections('devices', devices * CONNECTS, devices * A_DAY.minutes, memory);

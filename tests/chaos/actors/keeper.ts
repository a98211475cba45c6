import { insist, OPERATOR } from '../api.ts';
import { clock, SECOND } from '../clock.ts';
import type { World } from '../world.ts';
import type { Device } from './device.ts';

/** A command that was given, to be looked at when all is over. */
export interface Given {
  device_id: string;
  command_id: string;
}

/** Locks and unlocks doors by command. */
export function startKeeper(world: World, doors: readonly Device[]): Given[] {
  const { chance, cloud, faults } = world;
  const given: Given[] = [];
  let turn = 0;

  async function command(): Promise<void> {
    if (clock.now >= world.closesAt) return;
    turn += 1;
    const { id } = chance.one(doors, 'door', turn);
    const action = chance.one(['lock', 'unlock'], 'action', turn);
    const request = { caller: OPERATOR, path: { device_id: id }, body: { action }, key: `command-${turn}` };
    const { status, json } = await insist(faults, 'command/http/send', request);
    if (status === 202) given.push({ device_id: id, command_id: json.command_id });
    cloud.after(chance.from(5, 30, 'command', turn) * SECOND, command);
  }

  cloud.after(10 * SECOND, command);
  return given;
}

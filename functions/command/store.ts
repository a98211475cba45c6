import { refuse } from '../../lib/errors.ts';
import { nextOf, type Page, rangeOf } from '../../lib/page.ts';
import { redis } from '../../lib/redis.ts';
import type { Command } from './command.ts';
import { keys } from './keys.ts';

/** A command of a device; throws a 404 where there is none. */
export async function readCommand(command_id: string, device_id: string): Promise<Command> {
  const text = await redis().get<string>(keys.command(command_id));
  const command = text === null ? undefined : (JSON.parse(text) as Command);
  if (command?.device_id !== device_id) throw refuse('command_unknown');
  return command;
}

/** The commands with these ids, as far as they are still kept. */
export async function readEach(ids: readonly string[]): Promise<Command[]> {
  if (ids.length === 0) return [];
  const texts = (await redis().mget(...ids.map((id) => keys.command(id)))) as (string | null)[];
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Command]));
}

/** A page of a device's commands, newest first. */
export async function readCommands(device_id: string, page: Page): Promise<{ commands: Command[]; next?: number }> {
  const transaction = redis().multi();
  transaction.zrange(keys.of_device(device_id), ...rangeOf(page));
  transaction.zcard(keys.of_device(device_id));
  const [ids, length] = (await transaction.exec()) as unknown as [string[], number];
  return { commands: await readEach(ids.reverse()), ...nextOf(page, length) };
}

/** Ids of commands whose time is over, the oldest first. */
export const overdueIds = async (now: number, count: number, offset: number): Promise<string[]> =>
  (await redis().zrange(keys.deadlines(), 0, now - 1, { byScore: true, offset, count })) as string[];

/** A deadline of a command that is no more. */
export const dropDeadline = (command_id: string) => redis().zrem(keys.deadlines(), command_id);

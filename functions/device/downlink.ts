import type { ActionCommand } from '../../events/command/command.ts';
import type { Command } from '../../events/device/command.ts';
import type { Downlink } from '../../events/product/thing-model.ts';

/** The text of a command for a device of another protocol; undefined where its product does not write such commands. */
export function writeCommand({ actions = {}, bind, release }: Downlink, command: Command | ActionCommand) {
  const template = command.type === 'action' ? actions[command.action] : { bind, release }[command.type];
  return template?.replace(/\{(\w+(?:\.\w+)*)\}/g, (_, path: string) => text(memberAt(command, path.split('.'))));
}

const memberAt = (value: unknown, [name, ...rest]: readonly string[]): unknown =>
  name === undefined ? value : memberAt((value as Record<string, unknown> | undefined)?.[name], rest);

/** As it stands within JSON: a string without its quotes, nothing for what is missing. */
function text(value: unknown): string {
  if (value === undefined) return '';
  const json = JSON.stringify(value);
  return typeof value === 'string' ? json.slice(1, -1) : json;
}

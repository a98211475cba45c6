import type { Story } from '../run.ts';
import { ask } from './ask.ts';

/** Devices are free, are known to be what they are, and have no lease that nobody knows of. */
export async function deviceFlaws(story: Story): Promise<string[]> {
  const flaws: string[] = [];
  for (const { id, lease, isOnline, fence: seen } of [...story.devices, ...story.doors]) {
    const { in_use, online, fence } = await ask(story, 'device/http/get', { path: { device_id: id } });
    if (in_use) flaws.push(`${id} is in use`);
    if (lease) flaws.push(`${id} still has ${lease.rental_id}`);
    if (online !== isOnline) flaws.push(`${id} is shown as ${online ? 'online' : 'offline'}`);
    if (fence < seen) flaws.push(`${id} has seen fence ${seen}, and ${fence} is kept`);
  }
  return flaws;
}

/** A command is settled, and done only if its device has shown it. */
export async function commandFlaws(story: Story): Promise<string[]> {
  const doors = new Map(story.doors.map((door) => [door.id, door]));
  const flaws: string[] = [];
  for (const path of story.commands) {
    const { state, action, sent_at } = await ask(story, 'command/http/get', { path: { ...path } });
    if (state === 'sent' || state === 'accepted') flaws.push(`command ${path.command_id} is ${state}`);
    const { said } = doors.get(path.device_id)!;
    const isShown = said.some(({ at, locked }) => at >= sent_at && locked === (action === 'lock'));
    if (state === 'done' && !isShown) flaws.push(`command ${path.command_id} is done, and its door has never said so`);
  }
  return flaws;
}

import { outboxPart } from '../../lib/outbox.ts';
import lua from './record.lua';

/** The Lua that reads, writes and tells commands, with the part that it stands on. */
export const record = [{ name: 'command.record', lua }, outboxPart];

import { strings } from '../../lib/strings.ts';
import lua from './record.lua';

/** The Lua part that reads and writes a device, with the part that it stands on. */
export const recordParts = [{ name: 'device.record', lua }, strings];

import { ISO_8601 } from '../events/iso-8601.ts';
import { invalid } from './errors.ts';

/**
 * A moment as a parameter has it, in ms since the epoch: that number itself, or ISO 8601. A plus that was not escaped
 * in the URL has become a space, and is taken as what it was. Throws a Problem that names the parameter.
 */
export function momentOf(name: string, given: string | number): number {
  const text = String(given).replace(' ', '+');
  const time = /^\d+$/.test(text) ? Number(text) : isoTime(text);
  if (Number.isSafeInteger(time) && time >= 0) return time;
  throw invalid(name, `${name} must be milliseconds since the epoch, or a time such as 2026-11-21T12:00:00+08:00.`);
}

/** NaN for what is none, such as the 30th of February, which Date.parse would take for the 2nd of March. */
function isoTime(text: string): number {
  const day = text.slice(0, 10);
  const midnight = ISO_8601.test(text) ? Date.parse(day) : Number.NaN;
  const isInCalendar = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return isInCalendar ? Date.parse(text) : Number.NaN;
}

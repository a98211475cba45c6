import { toInt, toText } from '../conversions.ts';
import { formatTime } from '../time/format.ts';
import { parseTime } from '../time/parse.ts';
import { zoneOf } from '../time/zone.ts';
import type { Value } from '../values.ts';
import { type Family, ofTexts } from './define.ts';

function parse_time([pattern, timestamp, timeZone = 'UTC']: readonly Value[]): Value {
  const letters = toText(pattern);
  const instant = toInt(timestamp);
  const zone = zoneOf(toText(timeZone) ?? '');
  return letters === undefined || instant === undefined || zone === undefined
    ? undefined
    : formatTime(letters, instant, zone);
}

/** Despite their names, parse_time writes a time and time_to_epoch reads one. */
export const time: Family = {
  parse_time: { arity: [2, 3], apply: parse_time },
  time_to_epoch: ofTexts(2, (text, pattern) => parseTime(text!, pattern!)),
};

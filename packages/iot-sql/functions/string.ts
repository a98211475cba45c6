import { toInt, toText } from '../conversions.ts';
import type { Value } from '../values.ts';
import { type Family, ofTexts, type SqlFunction } from './define.ts';

const MAX_PADDING = 1000;

/** Adds spaces to the text: their number is the second argument, not the width of the result. */
function padding(place: (text: string, spaces: string) => string): SqlFunction {
  return {
    arity: [2, 2],
    apply: ([value, count]) => {
      const text = toText(value);
      const spaces = toInt(count);
      if (text === undefined || spaces === undefined) return undefined;
      return place(text, ' '.repeat(Math.min(Math.max(spaces, 0), MAX_PADDING)));
    },
  };
}

function substring([value, from, to]: readonly Value[]): Value {
  const text = toText(value);
  const start = toInt(from);
  const end = to === undefined ? text?.length : toInt(to);
  if (text === undefined || start === undefined || end === undefined) return undefined;
  return text.slice(Math.max(start, 0), Math.max(end, 0));
}

/** Chars are those of ASCII: from 0 to 127. */
function chr([value]: readonly Value[]): Value {
  const code = toInt(value);
  return code === undefined || code < 0 || code > 127 ? undefined : String.fromCharCode(code);
}

export const string: Family = {
  chr: { arity: [1, 1], apply: chr },
  endswith: ofTexts(2, (text, end) => text!.endsWith(end!)),
  indexof: ofTexts(2, (text, part) => text!.indexOf(part!)),
  length: ofTexts(1, (text) => text!.length),
  lower: ofTexts(1, (text) => text!.toLowerCase()),
  lpad: padding((text, spaces) => spaces + text),
  ltrim: ofTexts(1, (text) => text!.trimStart()),
  numbytes: ofTexts(1, (text) => Buffer.byteLength(text!)),
  replace: ofTexts(3, (text, part, by) => text!.replaceAll(part!, () => by!)),
  rpad: padding((text, spaces) => text + spaces),
  rtrim: ofTexts(1, (text) => text!.trimEnd()),
  startswith: ofTexts(2, (text, start) => text!.startsWith(start!)),
  substring: { arity: [2, 3], apply: substring },
  trim: ofTexts(1, (text) => text!.trim()),
  upper: ofTexts(1, (text) => text!.toUpperCase()),
};

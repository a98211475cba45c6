/** A literal text, or one field: a letter and how often it stands there. */
export type Part = string | Field;

export interface Field {
  readonly letter: string;
  readonly width: number;
}

const MAX_PARTS = 100;

const PART = /'(?<quoted>[^']*(?:''[^']*)*)'|(?<run>(?<letter>[A-Za-z])\k<letter>*)|(?<plain>[^A-Za-z']+)/y;

/**
 * The parts of a date and time pattern, as Joda-Time and java.time both write them: letters are fields, text between
 * apostrophes is literal, and two apostrophes are one. Undefined if an apostrophe is not closed, or past any use of it.
 */
export function partsOf(pattern: string): Part[] | undefined {
  const parts: Part[] = [];
  PART.lastIndex = 0;
  for (let offset = 0; offset < pattern.length; offset = PART.lastIndex) {
    const { quoted, run, letter, plain } = PART.exec(pattern)?.groups ?? {};
    if (letter !== undefined) parts.push({ letter, width: run!.length });
    else if (quoted !== undefined) parts.push(quoted === '' ? "'" : quoted.replaceAll("''", "'"));
    else if (plain !== undefined) parts.push(plain);
    else return undefined;
    if (parts.length > MAX_PARTS) return undefined;
  }
  return parts;
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** In the order of Date.getUTCDay(). */
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export const abbreviated = (name: string) => name.slice(0, 3);

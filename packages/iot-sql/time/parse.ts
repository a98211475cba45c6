import { memoize } from '../memoize.ts';
import { abbreviated, type Field, MONTHS, partsOf, WEEKDAYS } from './pattern.ts';
import { instantOf, MAX_INSTANT, zoneOf } from './zone.ts';

interface Reader {
  readonly shape: RegExp;
  /** The letter of each capture group of the shape. */
  readonly letters: readonly string[];
}

type Fields = ReadonlyMap<string, string>;

/**
 * Reads a date and time by a java.time pattern with English names, to milliseconds since the epoch. Time of day
 * defaults to midnight and zone to UTC. Undefined if the text does not follow the pattern, or the pattern has an
 * unknown letter or does not say the day.
 * https://docs.oracle.com/en/java/javase/11/docs/api/java.base/java/time/format/DateTimeFormatter.html
 */
export function parseTime(text: string, pattern: string): number | undefined {
  const reader = readerOf(pattern);
  const [match, ...values] = reader?.shape.exec(text) ?? [];
  if (reader === undefined || match === undefined) return undefined;
  const fields = new Map(reader.letters.map((letter, index) => [letter, values[index]!]));

  const date = dateOf(fields);
  const time = timeOf(fields);
  const zone = zoneOf(fields.get('zone') ?? 'Z');
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  return Math.abs(date + time) < MAX_INSTANT ? instantOf(date + time, zone) : undefined;
}

const readerOf = memoize((pattern: string): Reader | undefined => {
  const letters: string[] = [];
  let source = '';
  for (const part of partsOf(pattern) ?? [{ letter: 'unclosed', width: 0 }]) {
    const shape = typeof part === 'string' ? part.replace(/[^\p{L}\p{N}\s]/gu, '\\$&') : shapeOf(part);
    if (shape === undefined) return undefined;
    source += typeof part === 'string' ? shape : `(${shape})`;
    if (typeof part !== 'string') letters.push(keyOf(part));
  }
  return { shape: new RegExp(`^${source}$`), letters };
});

function shapeOf({ letter, width }: Field): string | undefined {
  if ('yu'.includes(letter)) return width === 1 ? '\\d{1,6}' : `\\d{${width}}`;
  if ('ML'.includes(letter) && width > 2) return oneOf(MONTHS, width);
  if ('MLdHhKkms'.includes(letter) && width < 3) return width === 1 ? '\\d{1,2}' : '\\d{2}';
  if (letter === 'D' && width < 4) return width === 1 ? '\\d{1,3}' : `\\d{${width}}`;
  if (letter === 'S') return `\\d{${width}}`;
  if (letter === 'E') return oneOf(WEEKDAYS, width);
  if (letter === 'a') return 'AM|PM';
  if (letter === 'G') return 'AD|BC';
  if (letter === 'z' || (letter === 'V' && width === 2)) return '[A-Za-z0-9_+:/-]+';
  if (letter === 'X') return 'Z|[+-]\\d{2}(?::?\\d{2})?';
  if ('xZ'.includes(letter)) return '[+-]\\d{2}(?::?\\d{2})?';
  if (letter === 'O') return 'GMT(?:[+-]\\d{1,2}(?::\\d{2})?)?';
  return undefined;
}

function oneOf(names: readonly string[], width: number): string {
  return (width < 4 ? names.map(abbreviated) : names).join('|');
}

function keyOf({ letter, width }: Field): string {
  if ('zVXxZO'.includes(letter)) return 'zone';
  if (letter === 'L') return 'M';
  return 'yu'.includes(letter) && width === 2 ? 'yy' : letter;
}

/** Midnight of the day, by the zone's clocks. A day past the end of its month is taken for the last, as Java does. */
function dateOf(fields: Fields): number | undefined {
  const short = fields.get('yy');
  const written = short === undefined ? (fields.get('u') ?? fields.get('y')) : `20${short}`;
  const dayOfYear = fields.get('D');
  const month = dayOfYear === undefined ? monthOf(fields.get('M')) : 1;
  const day = Number(dayOfYear ?? fields.get('d'));
  if (written === undefined || month === undefined || !(day >= 1 && day <= (dayOfYear === undefined ? 31 : 366))) {
    return undefined;
  }
  const year = fields.get('G') === 'BC' ? 1 - Number(written) : Number(written);
  const lastDay = new Date(0).setUTCFullYear(year, month, 0);
  const date = new Date(0).setUTCFullYear(year, month - 1, day);
  return dayOfYear === undefined ? Math.min(date, lastDay) : date;
}

function monthOf(written: string | undefined): number | undefined {
  const named = MONTHS.findIndex((name) => name === written || abbreviated(name) === written) + 1;
  const month = named || Number(written);
  return month >= 1 && month <= 12 ? month : undefined;
}

function timeOf(fields: Fields): number | undefined {
  const of24 = fields.get('H') ?? fields.get('k');
  const of12 = fields.get('h') ?? fields.get('K');
  if (of12 !== undefined && of24 === undefined && !fields.has('a')) return undefined;
  const hour = of24 === undefined ? (Number(of12 ?? 0) % 12) + (fields.get('a') === 'PM' ? 12 : 0) : Number(of24);
  const minute = Number(fields.get('m') ?? 0);
  const second = Number(fields.get('s') ?? 0);
  if (hour > (fields.has('k') ? 24 : 23) || Number(of12 ?? 0) > 12 || minute > 59 || second > 59) return undefined;
  const milliseconds = Number((fields.get('S') ?? '').padEnd(3, '0').slice(0, 3));
  return (((hour % 24) * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

import { abbreviated, type Field, MONTHS, partsOf, WEEKDAYS } from './pattern.ts';
import { DAY, formatOffset, MAX_INSTANT, type Zone } from './zone.ts';

interface Moment {
  readonly instant: number;
  /** What clocks in the zone show, read with the UTC methods. */
  readonly clock: Date;
  readonly zone: Zone;
}

/**
 * Writes an instant, in milliseconds since the epoch, by a Joda-Time pattern with English names. Undefined if the
 * pattern has an unknown letter or the instant is too far away for a Date.
 * https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
 */
export function formatTime(pattern: string, instant: number, zone: Zone): string | undefined {
  if (Math.abs(instant) > MAX_INSTANT) return undefined;
  const moment = { instant, clock: new Date(instant + zone.offsetAt(instant)), zone };
  const texts = partsOf(pattern)?.map((part) => (typeof part === 'string' ? part : formatField(part, moment)));
  return texts === undefined || texts.includes(undefined) ? undefined : texts.join('');
}

function formatField({ letter, width }: Field, { instant, clock, zone }: Moment): string | undefined {
  const number = (value: number) => String(value).padStart(width, '0');
  const year = (value: number) => (width === 2 ? String(Math.abs(value) % 100).padStart(2, '0') : number(value));
  const name = (full: string) => (width < 4 ? abbreviated(full) : full);
  const hour = clock.getUTCHours();
  switch (letter) {
    case 'G':
      return clock.getUTCFullYear() > 0 ? 'AD' : 'BC';
    case 'C':
      return number(Math.floor(yearOfEra(clock) / 100));
    case 'Y':
      return year(yearOfEra(clock));
    case 'y':
      return year(clock.getUTCFullYear());
    case 'x':
      return year(thursdayOf(clock).getUTCFullYear());
    case 'w':
      return number(Math.ceil(dayOfYear(thursdayOf(clock)) / 7));
    case 'e':
      return number(isoWeekday(clock));
    case 'E':
      return name(WEEKDAYS[clock.getUTCDay()]!);
    case 'D':
      return number(dayOfYear(clock));
    case 'M':
      return width < 3 ? number(clock.getUTCMonth() + 1) : name(MONTHS[clock.getUTCMonth()]!);
    case 'd':
      return number(clock.getUTCDate());
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'K':
      return number(hour % 12);
    case 'h':
      return number(hour % 12 || 12);
    case 'H':
      return number(hour);
    case 'k':
      return number(hour || 24);
    case 'm':
      return number(clock.getUTCMinutes());
    case 's':
      return number(clock.getUTCSeconds());
    case 'S':
      return String(clock.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0').slice(0, width);
    case 'z':
      return zone.nameAt(instant, width < 4 ? 'short' : 'long');
    case 'Z':
      return width < 3 ? formatOffset(zone.offsetAt(instant), width === 1 ? '' : ':') : zone.id;
    default:
      return undefined;
  }
}

function yearOfEra(clock: Date): number {
  const year = clock.getUTCFullYear();
  return year > 0 ? year : 1 - year;
}

function dayOfYear(clock: Date): number {
  const newYear = new Date(clock);
  newYear.setUTCMonth(0, 1);
  return Math.round((clock.getTime() - newYear.getTime()) / DAY) + 1;
}

function isoWeekday(clock: Date): number {
  return clock.getUTCDay() || 7;
}

/** An ISO week belongs to the year of its Thursday. */
function thursdayOf(clock: Date): Date {
  return new Date(clock.getTime() + (4 - isoWeekday(clock)) * DAY);
}

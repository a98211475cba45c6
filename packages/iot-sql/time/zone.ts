import { memoize } from '../memoize.ts';

export interface Zone {
  readonly id: string;
  /** Milliseconds to add to UTC at an instant, itself in milliseconds since the epoch. */
  offsetAt(instant: number): number;
  nameAt(instant: number, style: 'short' | 'long'): string;
}

export const DAY = 86_400_000;

/** How far from the epoch a Date can still show what clocks do around that time, in whatever zone. */
export const MAX_INSTANT = 8.64e15 - 2 * DAY;

const FIXED = /^(?:UTC|GMT|UT)?(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d{2}))?$/;

/** A zone by its IANA name or as an offset from UTC: `Z`, `+01:00`, `-0800`, `UTC+1`. Undefined if there is none. */
export const zoneOf: (id: string) => Zone | undefined = memoize((id) => {
  if (id === 'Z') return fixedZone(id, 0);
  const { sign, hours, minutes = '0' } = FIXED.exec(id)?.groups ?? {};
  if (sign === undefined) return namedZone(id);
  if (Number(hours) > 18 || Number(minutes) > 59) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return fixedZone(id, sign === '-' ? -offset : offset);
});

/** The offset as `+01:00`, or with another separator between hours and minutes. */
export function formatOffset(offset: number, separator: string): string {
  const minutes = Math.floor(Math.abs(offset) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  return (offset < 0 ? '-' : '+') + two(Math.floor(minutes / 60)) + separator + two(minutes % 60);
}

/** The instant at which clocks in a zone show this. In the hour that comes twice, the first; in a gap, moved past it. */
export function instantOf(clock: number, zone: Zone): number {
  const before = clock - zone.offsetAt(clock - DAY);
  const after = clock - zone.offsetAt(clock + DAY);
  return clock - zone.offsetAt(before) === before || clock - zone.offsetAt(after) !== after ? before : after;
}

function fixedZone(id: string, offset: number): Zone {
  return { id, offsetAt: () => offset, nameAt: () => formatOffset(offset, ':') };
}

function namedZone(id: string): Zone | undefined {
  try {
    const offsets = names('en-US', id, 'longOffset');
    const american = { short: names('en-US', id, 'short'), long: names('en-US', id, 'long') };
    const british = names('en-GB', id, 'short');
    return {
      id,
      offsetAt: (instant) => readOffset(offsets(instant)),
      nameAt: (instant, style) => {
        const name = american[style](instant);
        return name.startsWith('GMT') ? british(instant) : name;
      },
    };
  } catch {
    return undefined;
  }
}

/** A locale has abbreviations for its own part of the world only, and says `GMT+1` of all others. */
function names(locale: string, timeZone: string, timeZoneName: 'short' | 'long' | 'longOffset') {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
  return (instant: number) => format.formatToParts(instant).find((part) => part.type === 'timeZoneName')!.value;
}

/** Of `GMT`, `GMT+05:30` or, before standard time, `GMT+00:09:21`. */
function readOffset(name: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
  const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}

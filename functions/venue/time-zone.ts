import zoneAt from '@photostructure/tz-lookup';
import { type Coordinates, isOnGlobe } from './plane.ts';

/** Both halves of a year, as clocks differ in summer. */
const MOMENTS = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/** Whether this is the name of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether [lng, lat] look swapped: the clocks at the point are not those of the zone, but those at [lat, lng] are. A
 * zone of no place, as UTC, tells nothing.
 */
export function isSwapped([lng, lat]: Coordinates, zone: string): boolean {
  const swapped: Coordinates = [lat, lng];
  return hasPlace(zone) && isOnGlobe(swapped) && !hasClocks([lng, lat], zone) && hasClocks(swapped, zone);
}

const hasPlace = (zone: string) => zone.includes('/') && !zone.startsWith('Etc/');

const hasClocks = ([lng, lat]: Coordinates, zone: string): boolean => {
  const there = zoneAt(lat, lng);
  return there === zone || !isTimeZone(there) || MOMENTS.every((at) => offset(there, at) === offset(zone, at));
};

/** As in GMT+08:00. */
const offset = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')!.value;

import type { VenueBody } from '../../events/venue/venue.ts';
import { invalid } from '../../lib/errors.ts';

/** What a schema cannot say of a venue: the zone exists, floors differ, coordinates lie on the globe. Throws a Problem. */
export function validateVenue(venue: VenueBody): void {
  if (!isTimeZone(venue.time_zone)) throw invalid('time_zone', `${venue.time_zone} is no IANA time zone.`);
  const names = new Set(venue.floors.map(({ floor }) => floor));
  if (names.size < venue.floors.length) throw invalid('floors', 'Two floors have the same name.');
  for (const { floor, bounds, frame } of venue.floors) {
    const points = frame ? [...bounds, frame.origin] : bounds;
    if (!points.every(isOnGlobe))
      throw invalid('floors', `Floor ${floor} has a point that is not [lng, lat] in degrees.`);
  }
}

const isOnGlobe = ([lng, lat]: [number, number]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

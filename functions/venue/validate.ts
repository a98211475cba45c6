import type { VenueBody } from '../../events/venue/venue.ts';
import { invalid } from '../../lib/errors.ts';
import { floorFault, inDegrees } from './floor.ts';
import { isSwapped, isTimeZone } from './time-zone.ts';

/**
 * What a schema cannot say of a venue: the zone exists, floors differ, each lies where its operator means it to. Throws
 * a Problem, invalid_time_zone or invalid_floors, whose detail names the floor and the point at fault.
 */
export function validateVenue({ time_zone, floors }: VenueBody): void {
  if (!isTimeZone(time_zone)) throw invalid('time_zone', `${time_zone} is no IANA time zone.`);
  const names = new Set(floors.map(({ floor }) => floor));
  if (names.size < floors.length) throw invalid('floors', 'Two floors have the same name.');
  for (const floor of floors) {
    const fault = floorFault(floor) ?? clockFault(inDegrees(floor).bounds[0]!, time_zone);
    if (fault) throw invalid('floors', `Floor ${floor.floor}: ${fault}`);
  }
}

function clockFault([lng, lat]: [number, number], zone: string): string | undefined {
  if (!isSwapped([lng, lat], zone)) return;
  const places = `longitude ${lng}, latitude ${lat} is not in ${zone}; longitude ${lat}, latitude ${lng} is`;
  return `${places}. Points are [longitude, latitude]. If they are right, time_zone is wrong.`;
}

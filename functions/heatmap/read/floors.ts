import type { Venue } from '../../../events/venue/venue.ts';
import { invalid } from '../../../lib/errors.ts';

/** The floor that a parameter names, which may be left out where there is one floor. Throws a Problem. */
export function floorOf(floor: string | undefined, { floors }: Venue): string {
  const names = floors.map((one) => one.floor);
  if (floor === undefined && names.length === 1) return names[0]!;
  if (floor !== undefined && names.includes(floor)) return floor;
  throw invalid('floor', `floor must be one of: ${names.join(', ')}.`);
}

/** The floor that a parameter names, or all of the venue where it is left out. Throws a Problem. */
export const floorsOf = (floor: string | undefined, venue: Venue): string[] =>
  floor === undefined ? venue.floors.map((one) => one.floor) : [floorOf(floor, venue)];

import type { Floor, FloorBody } from '../../events/venue/venue.ts';
import { outlineFault, REACH } from './outline.ts';
import { type Coordinates, isOnGlobe, metresFrom, toWgs84 } from './plane.ts';

/** Redis has no positions of devices beyond this latitude either. */
const MOST_LATITUDE = 85;
const KILOMETRES = REACH / 1000;
const METRES = 'Metres of the floor plan take "bounds_unit": "metres" and a frame.';

/** The floor as it is kept: bounds in degrees. It must have a frame where they are in metres. */
export function inDegrees({ bounds_unit, ...floor }: FloorBody): Floor {
  if (bounds_unit !== 'metres') return floor;
  const place = toWgs84(floor.frame!);
  return { ...floor, bounds: floor.bounds.map(([x, y]) => place(x, y)) };
}

/** What is wrong with where a floor lies, and what would be right; undefined where nothing is. */
export function floorFault(floor: FloorBody): string | undefined {
  const { bounds, bounds_unit, frame } = floor;
  const originFault =
    frame && placeFault(frame.origin, 'frame.origin', 'It stays in degrees, whatever bounds_unit is.');
  if (originFault) return originFault;
  if (bounds_unit === 'metres') return metresFault(floor) ?? placesFault(inDegrees(floor).bounds);
  return placesFault(bounds) ?? degreesFault(floor);
}

function metresFault({ bounds, frame }: FloorBody): string | undefined {
  if (!frame) return `bounds in metres need a frame, which says where the floor plan's [0, 0] lies.`;
  const far = bounds.findIndex(([x, y]) => !(Math.hypot(x, y) <= REACH));
  if (far >= 0)
    return `bounds[${far}] lies more than ${KILOMETRES} km away from the floor plan's [0, 0]. Are these metres?`;
  const fault = outlineFault(bounds);
  if (!fault) return;
  return fault.kind === 'flat' ? `${fault.detail} Are these degrees? Then leave out bounds_unit.` : fault.detail;
}

function degreesFault({ bounds, frame }: FloorBody): string | undefined {
  const fault = outlineFault(bounds.map(metresFrom(bounds[0]!)));
  if (fault) return fault.kind === 'far' ? `${fault.detail} Are these degrees? ${METRES}` : fault.detail;
  if (!frame || Math.hypot(...metresFrom(frame.origin)(bounds[0]!)) <= REACH) return;
  return `frame.origin lies more than ${KILOMETRES} km away from bounds[0]. Both are [longitude, latitude]. ${METRES}`;
}

const placesFault = (bounds: readonly Coordinates[]): string | undefined => {
  for (const [i, point] of bounds.entries()) {
    const fault = placeFault(point, `bounds[${i}]`, METRES);
    if (fault) return fault;
  }
};

function placeFault(point: Coordinates, name: string, hint: string): string | undefined {
  const [lng, lat] = point;
  if (!isOnGlobe(point)) {
    const swapped = isOnGlobe([lat, lng]) ? ' Are the two swapped?' : '';
    return `${name} [${lng}, ${lat}] is no [longitude, latitude] in degrees.${swapped} ${hint}`;
  }
  if (Math.abs(lat) <= MOST_LATITUDE) return;
  return `${name} has the latitude ${lat}. Around the poles, beyond ${MOST_LATITUDE}°, no venue can lie.`;
}

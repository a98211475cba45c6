import type { Venue } from '../../../events/venue/venue.ts';
import { obtain } from '../../../lib/obtain.ts';
import { areaOf, type Coordinates, toWgs84 } from '../../venue/index.ts';
import { cellFinder } from '../cells.ts';

/** A floor as cleaning needs it. */
interface FloorPlan {
  /** What its robots send, as degrees. */
  toWgs84: (x: number, y: number) => Coordinates;
  holds: (point: Coordinates) => boolean;
  cellOf: (lng: number, lat: number) => string;
}

/** A venue prepared for cleaning thousands of reports. */
export interface Plan {
  maxPeoplePerCell: number;
  floors: Map<string, FloorPlan>;
}

const plans = new WeakMap<Venue, Plan>();

/** The venue's plan, made once for each venue object. */
export const planOf = (venue: Venue): Plan => obtain(plans, venue, () => draw(venue));

function draw(venue: Venue): Plan {
  const cellOf = cellFinder(venue.resolution);
  const floors = venue.floors.map((floor): [string, FloorPlan] => [
    floor.floor,
    { toWgs84: floor.frame ? toWgs84(floor.frame) : asTheyAre, holds: areaOf(floor.bounds), cellOf },
  ]);
  return { maxPeoplePerCell: venue.max_people_per_cell, floors: new Map(floors) };
}

const asTheyAre = (lng: number, lat: number): Coordinates => [lng, lat];

import { planOf } from '../../heat/plan.ts';
import type { readVenues } from '../../heat/reads.ts';
import { toPlan } from '../../map/plane.ts';
import type { Schema } from '../../talk/api.ts';
import { blankFloor, type FloorDraft, type VenueDraft } from './draft.ts';
import { frameOf, rounded } from './plane.ts';
import { pointsOf, rowOf } from './points.ts';

/** The body of a venue in which nothing is at fault. */
export const bodyOfVenue = (venue: VenueDraft): Schema<'VenueBody'> => ({
  name: venue.name.trim(),
  time_zone: venue.time_zone.trim(),
  public: venue.isPublic,
  resolution: Number(venue.resolution),
  max_people_per_cell: Number(venue.max_people_per_cell),
  floors: venue.floors.map(bodyOfFloor),
});

function bodyOfFloor({ floor, unit, rows, hasFrame, frame }: FloorDraft): Schema<'VenueBody'>['floors'][number] {
  return {
    floor,
    bounds: pointsOf(rows)!,
    ...(unit === 'metres' && { bounds_unit: 'metres' as const }),
    ...((unit === 'metres' || hasFrame) && { frame: frameOf(frame)! }),
  };
}

/** A venue as operators know it. */
export type RegisteredVenue = Awaited<ReturnType<typeof readVenues>>[number];

/** A registered venue in the form. A floor with a frame is in metres there, as its plan is. */
export const draftOf = (venue: RegisteredVenue): VenueDraft => ({
  venue_id: venue.venue_id,
  name: venue.name,
  time_zone: venue.time_zone,
  isPublic: venue.public,
  resolution: String(venue.resolution),
  max_people_per_cell: String(venue.max_people_per_cell),
  floors: venue.floors.map(({ floor, bounds, frame }) => {
    const picture = planOf(venue.venue_id, floor, bounds)?.url;
    if (!frame) return blankFloor(floor, { unit: 'degrees', rows: bounds.map(rowOf), picture });
    const [lng, lat] = frame.origin.map(String);
    return blankFloor(floor, {
      unit: 'metres',
      hasFrame: true,
      frame: { lng: lng!, lat: lat!, bearing: String(frame.bearing) },
      rows: bounds.map((point) => rowOf(rounded(toPlan(frame)(point), 'metres'))),
      picture,
    });
  }),
});

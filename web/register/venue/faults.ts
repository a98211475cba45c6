import { idFault } from '../form/id-fault.ts';
import { numberOf, wholeNumberOf } from '../form/number.ts';
import type { FloorDraft, VenueDraft } from './draft.ts';
import { pointOf } from './points.ts';

/** What is wrong, by the member of the venue that it is wrong with. */
export type Faults<Member extends string> = Partial<Record<Member, string>>;

const FLOOR = /^[A-Za-z0-9_-]{1,32}$/;

/** What this page can tell by itself. Whether an outline can be meant is for the API to say. */
export function venueFaults(venue: VenueDraft): Faults<string> {
  return named({
    venue_id: idFault(venue.venue_id),
    name: venue.name.trim() === '' ? 'It needs a name.' : undefined,
    time_zone: venue.time_zone.trim() === '' ? 'It needs a time zone, such as Asia/Shanghai.' : undefined,
    resolution: wholeNumberOf(venue.resolution, 0, 15) === undefined ? 'A whole number from 0 to 15.' : undefined,
    max_people_per_cell:
      wholeNumberOf(venue.max_people_per_cell, 1, 100_000) === undefined
        ? 'A whole number from 1 to 100,000.'
        : undefined,
  });
}

export type FloorMember = 'floor' | 'points' | 'lng' | 'lat' | 'bearing';

export function floorFaults(floor: FloorDraft, floors: readonly FloorDraft[]): Faults<FloorMember> {
  const { rows, frame } = floor;
  const wrong = rows.findIndex((row) => !pointOf(row));
  const hasTwin = floors.some(({ key, floor: name }) => key !== floor.key && name === floor.floor);
  const isPlaced = floor.unit === 'metres' || floor.hasFrame;
  const turn = numberOf(frame.bearing);
  return named({
    floor: !FLOOR.test(floor.floor)
      ? 'A floor is called by 1 to 32 letters, digits, _ and -.'
      : hasTwin
        ? 'Another floor has this name.'
        : undefined,
    points:
      rows.length < 3
        ? 'An outline has at least three points.'
        : wrong >= 0
          ? `Point ${wrong + 1} is no pair of numbers.`
          : undefined,
    lng: isPlaced && numberOf(frame.lng) === undefined ? 'Degrees, such as 121.469.' : undefined,
    lat: isPlaced && numberOf(frame.lat) === undefined ? 'Degrees, such as 31.2295.' : undefined,
    bearing: isPlaced && !(Math.abs(turn ?? Number.NaN) <= 360) ? 'Degrees from -360 to 360.' : undefined,
  });
}

const named = <Member extends string>(faults: Record<Member, string | undefined>): Faults<Member> =>
  Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined)) as Faults<Member>;

export const isFaultless = (venue: VenueDraft): boolean =>
  [venueFaults(venue), ...venue.floors.map((one) => floorFaults(one, venue.floors))].every(
    (faults) => Object.keys(faults).length === 0,
  );

import { dropPlan, keepPlan } from '../../heat/plan.ts';
import type { FloorDraft } from './draft.ts';

/** Keeps the pictures of a venue that is registered now; gives the keys of the floors whose picture has no room. */
export function keepPictures(venue_id: string, floors: readonly FloorDraft[]): number[] {
  return floors
    .filter(({ floor, picture }) => {
      try {
        if (picture) keepPlan(venue_id, floor, picture);
        else dropPlan(venue_id, floor);
        return false;
      } catch {
        return true;
      }
    })
    .map(({ key }) => key);
}

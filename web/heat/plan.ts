import type { Scene } from '../map/drawing.ts';

/** A picture of a floor's plan, which this browser keeps; the API has no place for it. */
const keyOf = (venue_id: string, floor: string) => `skein.plan.${venue_id}.${floor}`;

/** The picture over the box around the floor's outline. */
export function planOf(venue_id: string, floor: string, bounds: readonly (readonly number[])[]): Scene['plan'] {
  const url = localStorage.getItem(keyOf(venue_id, floor));
  if (!url) return undefined;
  const [lngs, lats] = [bounds.map(([lng]) => lng!), bounds.map(([, lat]) => lat!)];
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  return {
    url,
    corners: [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ],
  };
}

/** Keeps a picture, as a data URL; rejects where the browser has no room for it. */
export const keepPlan = (venue_id: string, floor: string, url: string): void =>
  localStorage.setItem(keyOf(venue_id, floor), url);

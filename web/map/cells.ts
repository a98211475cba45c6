import type { FeatureCollection, Polygon } from 'geojson';
import { cellToBoundary, cellToLatLng } from 'h3-js';

/** A cell of a heatmap, as the API has it: H3 cell, people, samples. */
export type Cell = readonly [cell: string, people: number, samples: number];

type Ring = [lng: number, lat: number][];

/** So many are remembered; people come and go, and cells stay. */
const MOST = 50_000;
const rings = new Map<string, Ring>();

/** The hexagon, closed; beyond 180° where it crosses the antimeridian, as MapLibre draws it. */
function ringOf(cell: string): Ring {
  const known = rings.get(cell);
  if (known) return known;
  const ring = cellToBoundary(cell, true) as Ring;
  const west = ring[0]![0];
  const made = ring.map(([lng, lat]): [number, number] => [
    lng - west > 180 ? lng - 360 : lng - west < -180 ? lng + 360 : lng,
    lat,
  ]);
  if (rings.size >= MOST) rings.clear();
  rings.set(cell, made);
  return made;
}

export const hexagons = (cells: readonly Cell[]): FeatureCollection<Polygon> => ({
  type: 'FeatureCollection',
  features: cells.map(([cell, people]) => ({
    type: 'Feature',
    properties: { cell, people },
    geometry: { type: 'Polygon', coordinates: [ringOf(cell)] },
  })),
});

/** The middle of a cell as [lng, lat]. */
export function middleOf(cell: string): [number, number] {
  const [lat, lng] = cellToLatLng(cell);
  return [lng, lat];
}

import { isPair, open, type Point } from './points.ts';

/** A floor as a GeoJSON file has it. */
export interface DrawnFloor {
  floor: string;
  points: Point[];
  /** A floor has one ring; so many more the polygon had. */
  holes: number;
}

/** One floor for each polygon, by its property `floor` or `name`, or else by its number. */
export function floorsOf(text: string): { floors: DrawnFloor[] } | { fault: string } {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'The file is not JSON.' };
  }
  const features = featuresOf(value);
  if (!features) return { fault: 'The file is no GeoJSON Polygon, Feature or FeatureCollection.' };
  const floors: DrawnFloor[] = [];
  for (const [i, { geometry, properties }] of features.entries()) {
    if (geometry?.type !== 'Polygon')
      return { fault: `Feature ${i + 1} is a ${geometry?.type ?? 'nothing'}. A floor is a Polygon.` };
    const [ring, ...holes] = Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
    if (!Array.isArray(ring) || !ring.every(isPair)) return { fault: `The points of polygon ${i + 1} are no numbers.` };
    const points = open(ring.map(([lng, lat]): Point => [lng, lat]));
    floors.push({ floor: nameOf(properties, i), points, holes: holes.length });
  }
  return floors.length > 0 ? { floors } : { fault: 'The file has no polygon.' };
}

// biome-ignore lint/suspicious/noExplicitAny: a file is whatever it is
type Json = any;

function featuresOf(value: Json): Json[] | undefined {
  if (value?.type === 'FeatureCollection' && Array.isArray(value.features)) return value.features;
  if (value?.type === 'Feature') return [value];
  return value?.type === 'Polygon' ? [{ geometry: value }] : undefined;
}

/** As the API takes it: 1 to 32 letters, digits, `_` and `-`. */
function nameOf(properties: Json, i: number): string {
  const name = String(properties?.floor ?? properties?.name ?? '')
    .trim()
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 32);
  return name || String(i + 1);
}

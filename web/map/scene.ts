import type { FeatureCollection, Position } from 'geojson';
import { LngLatBounds } from 'maplibre-gl';
import { type Cell, hexagons } from './cells.ts';
import type { DeviceLook } from './layers.ts';

/** A device as a marker. */
export interface Marker {
  device_id: string;
  position: readonly [lng: number, lat: number];
  look: DeviceLook;
}

/** What a drawing shows; all of it at any time. */
export interface Scene {
  theme: 'light' | 'dark';
  /** A ring of [lng, lat] for each floor that is shown. */
  outlines: readonly (readonly (readonly number[])[])[];
  /** A picture of the floor, from the north-west corner clockwise. */
  plan?: { url: string; corners: [Position, Position, Position, Position] } | undefined;
  cells: readonly Cell[];
  /** What the hottest colour stands for. */
  most: number;
  /** The cell that is pointed out. */
  mark?: string | undefined;
  markers: readonly Marker[];
  chosen?: string | undefined;
}

const collection = (features: FeatureCollection['features']): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});

/** Devices as points. */
export const points = (markers: readonly Marker[]) =>
  collection(
    markers.map(({ device_id, position, look }) => ({
      type: 'Feature',
      properties: { device_id, look },
      geometry: { type: 'Point', coordinates: [...position] },
    })),
  );

export const chosenOf = ({ markers, chosen }: Scene) => markers.filter(({ device_id }) => device_id === chosen);

/** The cell that is pointed out. */
export const marked = ({ mark }: Scene) => (mark ? hexagons([[mark, 0, 0]]) : collection([]));

/** Floors as areas. */
export const outline = ({ outlines }: Scene) =>
  collection(
    outlines.map((ring) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!].map((point) => [...point])] },
    })),
  );

/** What holds all of it; nothing where there is nothing. */
export function fitting({ outlines, markers }: Scene): LngLatBounds | undefined {
  const all = [...outlines.flat(), ...markers.map(({ position }) => position)];
  if (all.length === 0) return undefined;
  const bounds = new LngLatBounds();
  for (const [lng, lat] of all) bounds.extend([lng!, lat!]);
  return bounds;
}

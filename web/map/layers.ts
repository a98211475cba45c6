import type {
  DataDrivenPropertyValueSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Config } from '../config.ts';
import { stops } from './scale.ts';

type Theme = 'light' | 'dark';

const GROUND = { dark: '#10151c', light: '#eef0f2' };
const FLOOR = { dark: '#1b232d', light: '#ffffff' };
const WALL = { dark: '#52606f', light: '#8a96a3' };
const MARK = { dark: '#ffffff', light: '#10151c' };

/** Of Okabe and Ito, https://jfly.uni-koeln.de/color/: told apart by the colour-blind. */
export const DEVICE_COLORS = { free: '#56b4e9', in_use: '#e69f00', fault: '#d55e00', offline: '#8a96a3' } as const;
export type DeviceLook = keyof typeof DEVICE_COLORS;

const EMPTY: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };

/** From nothing to `most` people. */
export function heatColor(theme: Theme, most: number): DataDrivenPropertyValueSpecification<string> {
  const colors = stops(theme);
  const steps = colors.flatMap((color, i) => [(most * i) / (colors.length - 1), color]);
  return ['interpolate', ['linear'], ['get', 'people'], ...steps] as DataDrivenPropertyValueSpecification<string>;
}

/** All that the map can show; what there is of it comes into the sources. Nothing in it is fetched but tiles. */
export function styleOf(theme: Theme, tiles: Config['tiles']): StyleSpecification {
  const layers: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': GROUND[theme] } },
    ...(tiles
      ? [
          {
            id: 'tiles',
            type: 'raster',
            source: 'tiles',
            paint: { 'raster-opacity': 0.6 },
          } satisfies LayerSpecification,
        ]
      : []),
    {
      id: 'floor',
      type: 'fill',
      source: 'outline',
      paint: { 'fill-color': FLOOR[theme], 'fill-opacity': tiles ? 0.5 : 1 },
    },
    {
      id: 'heat',
      type: 'fill',
      source: 'heat',
      paint: { 'fill-color': heatColor(theme, 1), 'fill-opacity': 0.9, 'fill-outline-color': FLOOR[theme] },
    },
    { id: 'wall', type: 'line', source: 'outline', paint: { 'line-color': WALL[theme], 'line-width': 2 } },
    { id: 'mark', type: 'line', source: 'mark', paint: { 'line-color': MARK[theme], 'line-width': 3 } },
    {
      id: 'devices',
      type: 'circle',
      source: 'devices',
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 3, 18, 8],
        'circle-color': ['match', ['get', 'look'], ...Object.entries(DEVICE_COLORS).flat(), '#8a96a3'] as never,
        // what is away is a ring: told from the others without its colour
        'circle-opacity': ['case', ['==', ['get', 'look'], 'offline'], 0.15, 1],
        'circle-stroke-width': ['case', ['==', ['get', 'look'], 'offline'], 2, 1],
        'circle-stroke-color': ['case', ['==', ['get', 'look'], 'offline'], DEVICE_COLORS.offline, GROUND[theme]],
      },
    },
    {
      id: 'chosen',
      type: 'circle',
      source: 'chosen',
      paint: { 'circle-radius': 13, 'circle-opacity': 0, 'circle-stroke-width': 3, 'circle-stroke-color': MARK[theme] },
    },
  ];
  return {
    version: 8,
    sources: {
      ...(tiles && { tiles: { type: 'raster', tiles: [tiles.url], tileSize: 256, attribution: tiles.attribution } }),
      outline: EMPTY,
      heat: EMPTY,
      mark: EMPTY,
      devices: EMPTY,
      chosen: EMPTY,
    },
    layers,
  };
}

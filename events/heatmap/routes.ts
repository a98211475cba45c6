import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { type RouteDeclaration, route } from '../route.ts';
import { Moment, oneOf } from '../schema.ts';
import { CompactHeatmap, GeoJsonHeatmap, HeatmapSeries, HeatmapStep, Rejections } from './heatmap.ts';

const [JSON_TYPE, GEOJSON, CSV] = ['application/json', 'application/geo+json', 'text/csv'] as const;

const params = { venue_id: 'venue_unknown' } as const;
const north = { venue_id: 'north-mall' };

const window = {
  /** A span that ends now, such as 5m, 1h or 24h; 5m by default. */
  window: Type.Optional(Type.String()),
  /** Along with `to`, instead of `window`. */
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
};

const heatmap = {
  params,
  query: {
    /** Required where the venue has several floors. */
    floor: Type.Optional(Type.String()),
    metric: oneOf(['mean', 'peak'], { default: 'mean' }),
    /** H3, no finer than the venue's. */
    resolution: Type.Optional(Type.Integer({ minimum: 0, maximum: 15 })),
    /** Only so many of the hottest cells. */
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    ...window,
  },
  refusals: ['venue_unknown', 'answer_too_large'],
  example: { params: north, query: { floor: '1', top: '5' } },
} as const satisfies Partial<RouteDeclaration>;

const negotiated = {
  ...heatmap,
  answers: { 200: { [JSON_TYPE]: CompactHeatmap, [GEOJSON]: GeoJsonHeatmap, [CSV]: Type.String() }, 304: null },
  refusals: [...heatmap.refusals, 'not_acceptable'],
} as const satisfies Partial<RouteDeclaration>;

const series = {
  params,
  query: {
    /** All floors where it is left out. */
    floor: Type.Optional(Type.String()),
    /** By the window where it is left out: the coarsest of which it has twelve. */
    step: Type.Optional(HeatmapStep),
    ...window,
  },
  answers: { 200: HeatmapSeries, 304: null },
  refusals: ['venue_unknown'],
  example: { params: north, query: { floor: '1', window: '1h' } },
} as const satisfies Partial<RouteDeclaration>;

const geojson = { ...heatmap, answers: { 200: { [GEOJSON]: GeoJsonHeatmap }, 304: null } } as const;
const csv = { ...heatmap, answers: { 200: { [CSV]: Type.String() }, 304: null } } as const;

/** For who has a token, and for anyone where the venue is public. */
const own = { roles: ROLES } as const;
const open = { roles: 'anyone' } as const;

export const heatmapRoutes = {
  read: route('GET /v1/venues/{venue_id}/heatmap', {
    about: 'How crowded a floor is over a window.',
    ...own,
    ...negotiated,
  }),
  readPublic: route('GET /public/venues/{venue_id}/heatmap', {
    about: 'The same for anyone, where the venue is public; a CDN may keep it.',
    ...open,
    ...negotiated,
  }),
  geojson: route('GET /v1/venues/{venue_id}/heatmap.geojson', {
    about: 'The heatmap as GeoJSON, whatever the Accept header says.',
    ...own,
    ...geojson,
  }),
  geojsonPublic: route('GET /public/venues/{venue_id}/heatmap.geojson', {
    about: 'The same for anyone, where the venue is public.',
    ...open,
    ...geojson,
  }),
  csv: route('GET /v1/venues/{venue_id}/heatmap.csv', {
    about: 'The heatmap as CSV, whatever the Accept header says.',
    ...own,
    ...csv,
  }),
  csvPublic: route('GET /public/venues/{venue_id}/heatmap.csv', {
    about: 'The same for anyone, where the venue is public.',
    ...open,
    ...csv,
  }),
  series: route('GET /v1/venues/{venue_id}/heatmap/series', {
    about: 'How many people are on each floor over time.',
    ...own,
    ...series,
  }),
  seriesPublic: route('GET /public/venues/{venue_id}/heatmap/series', {
    about: 'The same for anyone, where the venue is public.',
    ...open,
    ...series,
  }),
  rejections: route('GET /v1/venues/{venue_id}/rejections', {
    about: 'How many reports counted, how many did not and why; under the id `unknown`, what named no known venue.',
    roles: ['operator'],
    params,
    answers: { 200: Rejections },
    refusals: ['venue_unknown'],
    example: { params: north },
  }),
};

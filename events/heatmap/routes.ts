import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { type RouteDeclaration, route } from '../route.ts';
import { oneOf } from '../schema.ts';
import { CompactHeatmap, GeoJsonHeatmap, Rejections } from './heatmap.ts';

const params = { venue_id: 'venue_unknown' } as const;
const north = { venue_id: 'north-mall' };

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
    /** A span that ends now, such as 5m, 1h or 24h; 5m by default. */
    window: Type.Optional(Type.String()),
    /** Milliseconds since the epoch, along with `to`, instead of `window`. */
    from: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    to: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  answers: {
    200: { 'application/json': CompactHeatmap, 'application/geo+json': GeoJsonHeatmap, 'text/csv': Type.String() },
    304: null,
  },
  refusals: ['venue_unknown', 'not_acceptable', 'answer_too_large'],
  example: { params: north, query: { floor: '1', top: '5' } },
} as const satisfies Partial<RouteDeclaration>;

export const heatmapRoutes = {
  read: route('GET /v1/venues/{venue_id}/heatmap', {
    about: 'How crowded a floor is over a window.',
    roles: ROLES,
    ...heatmap,
  }),
  readPublic: route('GET /public/venues/{venue_id}/heatmap', {
    about: 'The same for anyone, where the venue is public; a CDN may keep it.',
    roles: 'anyone',
    ...heatmap,
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

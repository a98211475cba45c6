import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { route } from '../route.ts';
import { closed } from '../schema.ts';
import { PublicVenue, Venue, VenueBody } from './venue.ts';

const SQUARE = [
  [121.469, 31.2295],
  [121.4715, 31.2295],
  [121.4715, 31.2315],
  [121.469, 31.2315],
];

export const venueRoutes = {
  put: route('PUT /v1/venues/{venue_id}', {
    about: 'Registers a venue, or replaces it whole.',
    roles: ['operator'],
    body: VenueBody,
    answers: { 200: Venue, 201: Venue },
    example: {
      params: { venue_id: 'north-mall' },
      body: {
        name: 'North Mall',
        time_zone: 'Asia/Shanghai',
        public: true,
        // a floor plan in metres, laid out from its south-west corner
        floors: [{ floor: '1', bounds: SQUARE, frame: { origin: SQUARE[0], bearing: 30 } }],
      },
    },
  }),
  list: route('GET /v1/venues', {
    about: 'Every registered venue, by id.',
    roles: ROLES,
    answers: { 200: Type.Object({ venues: Type.Array(Venue) }, closed) },
    example: {},
  }),
  readPublic: route('GET /public/venues/{venue_id}', {
    about: 'The name, time zone and floors of a venue for anyone, where it is public; a CDN may keep it.',
    roles: 'anyone',
    params: { venue_id: 'venue_unknown' },
    answers: { 200: PublicVenue },
    refusals: ['venue_unknown'],
    example: { params: { venue_id: 'north-mall' } },
  }),
};

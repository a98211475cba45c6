import { http, pathParameter, ROLES } from '../../lib/http.ts';
import { answer } from './answer.ts';
import { venueOf } from './venues.ts';

/** `GET /v1/venues/{venue_id}/heatmap`: for every caller with a token. */
export const handler = http(ROLES, async (event) =>
  answer(event, await venueOf(pathParameter(event, 'venue_id')), 'private', Date.now()),
);

import { http, pathParameter } from '../../lib/http.ts';
import { answer } from './answer.ts';
import { unknownVenue, venueOf } from './venues.ts';

/** `GET /public/venues/{venue_id}/heatmap`: for anyone and any CDN; a venue that is not public does not exist here. */
export const handler = http('anyone', async (event) => {
  const venue = await venueOf(pathParameter(event, 'venue_id'));
  if (!venue.public) throw unknownVenue(venue.venue_id);
  return answer(event, venue, 'public', Date.now());
});

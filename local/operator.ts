import { issue } from './issuer.ts';

/** Registers a venue over the API; without a token of its own it uses one of the laptop's issuer. */
export async function registerVenue(api: string, venueId: string, venue: unknown, token?: string): Promise<void> {
  const bearer = token ?? (await issue({ sub: 'operator', role: 'operator' }));
  const response = await fetch(`${api}/v1/venues/${encodeURIComponent(venueId)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(venue),
  });
  if (!response.ok) throw new Error(`the API refused the venue: ${response.status} ${await response.text()}`);
}

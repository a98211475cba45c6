import { api, bodyOf, type Schema } from '../talk/api.ts';

export type Rental = Schema<'RentalView'>;
export type Quote = Awaited<ReturnType<typeof readQuote>>;
export type Nearby = Awaited<ReturnType<typeof readNearby>>[number];

const phone = () => api('phone');

export const readStatement = async () =>
  bodyOf((await phone()).GET('/v1/account', { params: { query: { limit: 1 } } }));

/** A page of one's rentals, newest first. */
export const readRentals = async (limit: number, before?: number) =>
  bodyOf((await phone()).GET('/v1/rentals', { params: { query: { limit, ...(before !== undefined && { before }) } } }));

export const readRental = async (rental_id: string) =>
  bodyOf((await phone()).GET('/v1/rentals/{rental_id}', { params: { path: { rental_id } } }));

export const readQuote = async (code: string) =>
  bodyOf((await phone()).GET('/v1/codes/{code}', { params: { path: { code } } }));

export const release = async (rental_id: string) =>
  bodyOf((await phone()).POST('/v1/rentals/{rental_id}/release', { params: { path: { rental_id } } }));

/** How far one walks, metres. */
export const RADIUS = 2000;
const MOST = 12;

export async function readNearby(near: readonly [number, number]) {
  const query = { near: near.join(','), radius: RADIUS, limit: MOST };
  return (await bodyOf((await phone()).GET('/v1/devices', { params: { query } }))).devices;
}

export const readVenues = async () => (await bodyOf((await phone()).GET('/v1/venues'))).venues;

export const isRunning = ({ state }: Rental): boolean => state === 'requested' || state === 'active';

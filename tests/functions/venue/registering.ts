import { handler as put } from '../../../functions/venue/http/put.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { unique } from '../../harness/unique.ts';
import { venueBody } from '../../harness/venue.ts';
import type { Place } from './shapes.ts';

/** Registers a venue of one floor as an operator does; the answer, and the venue's id. */
export async function register(floor: object, changes: object = {}) {
  const venue_id = unique('mall');
  const body = venueBody({ floors: [{ floor: '1', ...floor }], ...changes });
  const { status, json } = await call(put, { method: 'PUT', path: { venue_id }, body, caller: OPERATOR });
  return { venue_id, status, json };
}

/** What is wrong with a floor, as the refusal of its venue tells. */
export async function faultOf(floor: object, changes: object = {}): Promise<string> {
  const { status, json } = await register(floor, changes);
  expect([status, json.reason]).toEqual([400, 'invalid_floors']);
  return json.detail;
}

/** `0,0 10,0` as points. */
export const points = (text: string): Place[] => text.split(' ').map((point) => point.split(',').map(Number) as Place);

const [LNG, LAT] = [121.47, 31.23];
export const frame = (origin: Place = [LNG, LAT], bearing = 0) => ({ origin, bearing });

/** A floor in metres of a plan that is laid out in Shanghai. */
export const plan = (text: string, origin?: Place) => ({
  bounds: points(text),
  bounds_unit: 'metres',
  frame: frame(origin),
});

/** Points in Shanghai in degrees, given in steps of about ten metres. */
export const shanghai = (text: string): Place[] => points(text).map(([x, y]) => [LNG + x * 0.0001, LAT + y * 0.0001]);

export const HALL = '0,0 120,0 120,60 0,60';
export const SQUARE = shanghai('0,0 1,0 1,1 0,1');
export const BERLIN = points('13.37,52.5 13.371,52.5 13.371,52.501');
export const IN_BERLIN = { time_zone: 'Europe/Berlin' };
export const swapped = (ring: readonly Place[]): Place[] => ring.map(([lng, lat]) => [lat, lng]);

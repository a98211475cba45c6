import { bodyOf, type Schema } from '../../local/fleet/client.ts';
import { asOperator } from './client.ts';
import { unique } from './unique.ts';

export const CENTER: [number, number] = [121.47, 31.23];

const square: [number, number][] = [
  [121.46, 31.22],
  [121.48, 31.22],
  [121.48, 31.24],
  [121.46, 31.24],
];

/** A venue's body with one floor around CENTER; robots send degrees. */
export const venueBody = (changes: object = {}) => ({
  name: 'Test Mall',
  time_zone: 'Asia/Shanghai',
  public: true,
  floors: [{ floor: '1', bounds: square }],
  ...changes,
});

/** Registers a venue of this test's own; gives its id. */
export async function registerVenue(changes: Partial<Schema<'VenueBody'>> = {}): Promise<string> {
  const id = unique('mall');
  const params = { path: { venue_id: id } };
  await asOperator().PUT('/v1/venues/{venue_id}', { params, body: { ...venueBody(), ...changes } });
  return id;
}

export type Rejections = Schema<'Rejections'>;

export const rejectionsOf = (venue_id: string): Promise<Rejections> =>
  bodyOf(asOperator().GET('/v1/venues/{venue_id}/rejections', { params: { path: { venue_id } } }));

/** How many reports have got a verdict. */
export const judged = ({ accepted, rejected }: Rejections): number =>
  Object.values(rejected).reduce((sum, count) => sum + count, accepted);

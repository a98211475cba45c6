import { api } from './stack.ts';
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
export async function registerVenue(changes: object = {}): Promise<string> {
  const id = unique('mall');
  const { status, text } = await api(`/v1/venues/${id}`, { role: 'operator', method: 'PUT', body: venueBody(changes) });
  if (status !== 201) throw new Error(`${status} ${text}`);
  return id;
}

export interface Rejections {
  accepted: number;
  rejected: Record<string, number>;
  devices: Record<string, Record<string, number>>;
  samples: { reason: string; device_id: string }[];
}

export const rejectionsOf = async (venue: string): Promise<Rejections> =>
  (await api(`/v1/venues/${venue}/rejections`, { role: 'operator' })).json as Rejections;

/** How many reports have got a verdict. */
export const judged = ({ accepted, rejected }: Rejections): number =>
  Object.values(rejected).reduce((sum, count) => sum + count, accepted);

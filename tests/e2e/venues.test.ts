import { api } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';
import { registerVenue, venueBody } from '../harness/venue.ts';

const put = (id: string, body: unknown) => api(`/v1/venues/${id}`, { role: 'operator', method: 'PUT', body });

test('a venue is registered, replaced, and listed', async () => {
  const id = await registerVenue();
  const { status, json } = await put(id, venueBody({ name: 'Another name', public: undefined }));
  expect([status, json]).toMatchObject([200, { venue_id: id, name: 'Another name', resolution: 13, public: false }]);
  const { venues } = (await api('/v1/venues', { role: 'partner' })).json;
  expect(venues).toContainEqual(json);
});

const frame = { origin: [121.47, 31.23], bearing: 0 };
const [floor] = venueBody().floors;

test.each([
  ['not JSON', '{', 'invalid_body'],
  ['another kind of JSON', '[]', 'invalid_body'],
  ['no name', venueBody({ name: undefined }), 'invalid_name'],
  ['a member nobody knows', venueBody({ colour: 'red' }), 'invalid_colour'],
  ['a zone that is none', venueBody({ time_zone: 'Mars/Olympus' }), 'invalid_time_zone'],
  ['cells finer than there are', venueBody({ resolution: 16 }), 'invalid_resolution'],
  ['no floors', venueBody({ floors: [] }), 'invalid_floors'],
  ['a line for bounds', venueBody({ floors: [{ ...floor, bounds: floor!.bounds.slice(0, 2) }] }), 'invalid_floors'],
  ['two floors of one name', venueBody({ floors: [floor, floor] }), 'invalid_floors'],
  [
    'bounds off the globe',
    venueBody({
      floors: [
        {
          ...floor,
          bounds: [
            [200, 0],
            [0, 0],
            [0, 1],
          ],
        },
      ],
    }),
    'invalid_floors',
  ],
  [
    'an origin off the globe',
    venueBody({ floors: [{ ...floor, frame: { ...frame, origin: [0, 91] } }] }),
    'invalid_floors',
  ],
  ['a floor whose name has a blank', venueBody({ floors: [{ ...floor, floor: 'a b' }] }), 'invalid_floors'],
])('%s is refused by name', async (_, body, reason) => {
  const { status, json } = await put(unique('mall'), body);
  expect([status, json.reason]).toEqual([400, reason]);
});

test.each(['unknown', '-x', 'a b', 'a:b', 'x'.repeat(65)])('%j is no venue id', async (id) => {
  const { status, json } = await put(encodeURIComponent(id), venueBody());
  expect([status, json.reason]).toEqual([400, 'invalid_venue_id']);
});

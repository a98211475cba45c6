import { floorsOf } from '../../web/register/venue/geojson.ts';

const ring = [
  [121.469, 31.2295],
  [121.4703, 31.2295],
  [121.4703, 31.23],
  [121.469, 31.2295],
];
const points = ring.slice(0, 3);
const polygon = { type: 'Polygon', coordinates: [ring] };
const feature = (properties: object | null) => ({ type: 'Feature', properties, geometry: polygon });

const floors = (value: unknown) => floorsOf(JSON.stringify(value));

test('a polygon, a feature and each feature of a collection is a floor, without its last point', () => {
  expect(floors(polygon)).toEqual({ floors: [{ floor: '1', points, holes: 0 }] });
  expect(floors(feature({ name: 'B1' }))).toEqual({ floors: [{ floor: 'B1', points, holes: 0 }] });
  const collection = { type: 'FeatureCollection', features: [feature({ floor: 2, name: 'x' }), feature(null)] };
  expect(floors(collection)).toMatchObject({ floors: [{ floor: '2' }, { floor: '2' }] });
});

test('a name becomes one that the API takes', () => {
  expect(floors(feature({ name: ' Level 1 / west ' }))).toMatchObject({ floors: [{ floor: 'Level-1-west' }] });
  expect(floors(feature({ name: '地下' }))).toMatchObject({ floors: [{ floor: '1' }] });
});

test('holes are counted', () => {
  const holed = { type: 'Polygon', coordinates: [ring, ring] };
  expect(floors(holed)).toMatchObject({ floors: [{ points, holes: 1 }] });
});

test.each([
  ['{', 'The file is not JSON.'],
  ['{"type": "Topology"}', 'The file is no GeoJSON Polygon, Feature or FeatureCollection.'],
  ['null', 'The file is no GeoJSON Polygon, Feature or FeatureCollection.'],
  ['{"type": "FeatureCollection", "features": []}', 'The file has no polygon.'],
  ['{"type": "Feature", "geometry": {"type": "Point"}}', 'Feature 1 is a Point. A floor is a Polygon.'],
  ['{"type": "Feature", "geometry": null}', 'Feature 1 is a nothing. A floor is a Polygon.'],
  ['{"type": "Polygon", "coordinates": [["a"]]}', 'The points of polygon 1 are no numbers.'],
  ['{"type": "Polygon"}', 'The points of polygon 1 are no numbers.'],
])('%s is refused', (text, fault) => {
  expect(floorsOf(text)).toEqual({ fault });
});

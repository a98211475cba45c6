import { readRefusal } from '../../web/register/venue/refused-floor.ts';

const FLOORS = ['1', '1-east', '2'];

test('what the API says of an outline is for its floor, and its points count from one', () => {
  expect(
    readRefusal(
      'Floor 1-east: the edge from bounds[0] to bounds[1] touches or crosses the edge from bounds[2] …',
      FLOORS,
    ),
  ).toEqual({
    at: 1,
    text: 'The edge from point 1 to point 2 touches or crosses the edge from point 3 …',
    points: [0, 1, 2],
  });
});

test('what the schema says is for the floor that it counts', () => {
  expect(readRefusal('floors.2.floor must match pattern', FLOORS)).toMatchObject({ at: 2, points: [] });
});

test('what names no floor is for none', () => {
  expect(readRefusal('Two floors have the same name.', FLOORS)).toMatchObject({ at: undefined });
});

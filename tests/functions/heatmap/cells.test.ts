import * as h3 from 'h3-js';
import { cellFinder, coarsened } from '../../../functions/heatmap/cells.ts';

jest.mock('h3-js', () => ({ __esModule: true, ...jest.requireActual<typeof h3>('h3-js') }));
afterEach(() => jest.restoreAllMocks());

const REMEMBERED = 50_000;

test('a point that was seen lately is not projected again, and no more are remembered than there is room for', () => {
  const project = jest.spyOn(h3, 'latLngToCell').mockReturnValue('cell');
  const find = cellFinder(12);
  const see = (first: number, length: number) => {
    for (let i = first; i < first + length; i++) find(i / 1000, 1);
    return project.mock.calls.length;
  };
  expect(see(0, REMEMBERED)).toBe(REMEMBERED);
  expect(see(0, REMEMBERED)).toBe(REMEMBERED);
  expect(see(REMEMBERED, 1)).toBe(REMEMBERED + 1); // one too many: begin anew
  expect(see(0, REMEMBERED - 1)).toBe(2 * REMEMBERED);
  expect(see(REMEMBERED, 1)).toBe(2 * REMEMBERED);
  expect(see(REMEMBERED - 1, 1)).toBe(2 * REMEMBERED + 1);
  expect(see(0, 1)).toBe(2 * REMEMBERED + 2);
});

test('a point has the cell that H3 says, remembered or not', () => {
  const find = cellFinder(13);
  for (let i = 0; i < 2; i++) expect(find(121.47, 31.23)).toBe(h3.latLngToCell(31.23, 121.47, 13));
});

test('a cell that is no finer than asked for stays as it is, as after a venue became finer', () => {
  const cell = h3.latLngToCell(31.23, 121.47, 10);
  expect([9, 10, 13].map((resolution) => coarsened(cell, resolution))).toEqual([h3.cellToParent(cell, 9), cell, cell]);
});

import { cellToParent, getResolution, latLngToCell } from 'h3-js';
import { obtain } from '../../lib/obtain.ts';

type CellFinder = (lng: number, lat: number) => string;

const REMEMBERED = 50_000;
const finders = new Map<number, CellFinder>();

/**
 * Finds the H3 cell of a point at a resolution. Robots stand and repeat themselves, so a warm function remembers the
 * points it has seen: a look-up costs a tenth of the projection.
 */
export const cellFinder = (resolution: number): CellFinder =>
  obtain(finders, resolution, () => rememberingFinder(resolution));

function rememberingFinder(resolution: number): CellFinder {
  const columns = new Map<number, Map<number, string>>();
  let size = 0;
  return (lng, lat) => {
    const known = columns.get(lng)?.get(lat);
    if (known !== undefined) return known;
    if (++size > REMEMBERED) {
      columns.clear();
      size = 1;
    }
    const cell = latLngToCell(lat, lng, resolution);
    obtain(columns, lng, () => new Map()).set(lat, cell);
    return cell;
  };
}

/** The cell's ancestor at a resolution; itself where it is no finer, as after a venue became coarser. */
export const coarsened = (cell: string, resolution: number): string =>
  getResolution(cell) > resolution ? cellToParent(cell, resolution) : cell;

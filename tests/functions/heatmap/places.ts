import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { CENTER } from '../../harness/venue.ts';

/** Cells next to each other around CENTER, as many as fit. */
export const CELLS = gridDisk(latLngToCell(CENTER[1], CENTER[0], 13), 3);

/** A count in the middle of one of them. */
export function count(cell: string, people: number): [number, number, number] {
  const [lat, lng] = cellToLatLng(cell);
  return [lng, lat, people];
}

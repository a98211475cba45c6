import { signal } from '@preact/signals';
import type { Row } from './points.ts';

/** A venue as it stands in the form: what was typed, right or wrong. */
export interface VenueDraft {
  venue_id: string;
  name: string;
  time_zone: string;
  isPublic: boolean;
  resolution: string;
  max_people_per_cell: string;
  floors: FloorDraft[];
}

export interface FloorDraft {
  /** Tells floors apart while their names change. */
  key: number;
  floor: string;
  unit: 'metres' | 'degrees';
  rows: readonly Row[];
  /** Whether its robots send metres of the plan; where the outline is in metres they do. */
  hasFrame: boolean;
  frame: FrameDraft;
  /** The picture of its plan, a data URL. */
  picture?: string | undefined;
}

export interface FrameDraft {
  lng: string;
  lat: string;
  bearing: string;
}

let last = 0;
/** A floor that is still empty. */
export function blankFloor(floor: string, changes: Partial<FloorDraft> = {}): FloorDraft {
  last += 1;
  const frame = { lng: '', lat: '', bearing: '0' };
  return { key: last, floor, unit: 'metres', rows: [], hasFrame: false, frame, ...changes };
}

export const blankVenue = (): VenueDraft => ({
  venue_id: '',
  name: '',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  isPublic: false,
  resolution: '13',
  max_people_per_cell: '200',
  floors: [blankFloor('1')],
});

/** What is being entered; it stays while one looks at another page. */
export const draft = signal<VenueDraft>(blankVenue());

export function change(changes: Partial<VenueDraft>): void {
  draft.value = { ...draft.peek(), ...changes };
}

export function changeFloor(key: number, changes: Partial<FloorDraft>): void {
  change({ floors: draft.peek().floors.map((one) => (one.key === key ? { ...one, ...changes } : one)) });
}

export function removeFloor(key: number): void {
  change({ floors: draft.peek().floors.filter((one) => one.key !== key) });
}

/** Adds a floor with the next number that no floor has. */
export function addFloor(): void {
  const { floors } = draft.peek();
  const before = floors.at(-1);
  let number = floors.length + 1;
  while (floors.some(({ floor }) => floor === String(number))) number += 1;
  // floors of one building are laid out alike
  const alike = before && { unit: before.unit, hasFrame: before.hasFrame, frame: before.frame, rows: before.rows };
  change({ floors: [...floors, blankFloor(String(number), alike)] });
}

import { type Heat, merge } from '../buckets/heat.ts';
import { coarsened } from '../cells.ts';
import type { HeatQuery } from './query.ts';
import { tiled } from './tiled.ts';

/** One cell of an answer: how many people, from how many samples. */
export interface Spot {
  cell: string;
  people: number;
  samples: number;
}

/** A floor's cells, hottest first; equally hot ones by id, so that the same heat gives the same answer. */
export async function hottest(venue: string, query: HeatQuery, now: number): Promise<Spot[]> {
  const spots = toSpots(await heatOver(venue, query, now), query);
  return spots.sort((a, b) => b.people - a.people || (a.cell < b.cell ? -1 : 1));
}

/** The heat of a window. */
async function heatOver(venue: string, query: HeatQuery, now: number): Promise<Heat> {
  const found = await tiled(venue, query.floor, query, now);
  return found.reduce((all, { heat }) => merge(all, heat), new Map());
}

/** People in a coarser cell are the sum over the venue's cells in it. */
function toSpots(heat: Heat, { metric, resolution }: HeatQuery): Spot[] {
  const spots = new Map<string, Spot>();
  for (const [fine, { sum, minutes, peak, samples }] of heat) {
    const cell = coarsened(fine, resolution);
    const people = metric === 'peak' ? peak : sum / minutes;
    const known = spots.get(cell);
    if (known) {
      known.people += people;
      known.samples += samples;
    } else spots.set(cell, { cell, people, samples });
  }
  return [...spots.values()];
}

import { metresFrom, toWgs84 } from '../../functions/venue/plane.ts';

/** Where a floor plan lies in the world, as the API has it. */
export interface PlanFrame {
  origin: readonly number[];
  bearing: number;
}

/** Metres of a floor plan as degrees, as the API turns them when a floor is registered. */
export function fromPlan({ origin: [lng, lat], bearing }: PlanFrame): (point: readonly number[]) => [number, number] {
  const place = toWgs84({ origin: [lng!, lat!], bearing });
  return ([x, y]) => place(x!, y!);
}

/** The other way round. */
export function toPlan({ origin: [lng, lat], bearing }: PlanFrame): (point: readonly number[]) => [number, number] {
  const metres = metresFrom([lng!, lat!]);
  const [sin, cos] = [Math.sin((bearing * Math.PI) / 180), Math.cos((bearing * Math.PI) / 180)];
  return ([pointLng, pointLat]) => {
    const [east, north] = metres([pointLng!, pointLat!]);
    return [east * cos - north * sin, east * sin + north * cos];
  };
}

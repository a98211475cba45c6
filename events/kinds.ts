/** What is the same for all devices of a kind. A new kind is a new line. */
export interface Kind {
  /** Whether people rent it by scanning its code. */
  rentable: boolean;
  /** How a GBFS feed calls it; kinds without stay out of the feed. */
  gbfs?: { form_factor: 'bicycle' | 'other'; propulsion_type: 'human' | 'electric' | 'electric_assist' };
}

export const KINDS = {
  robot: { rentable: false },
  bike: { rentable: true, gbfs: { form_factor: 'bicycle', propulsion_type: 'human' } },
  washer: { rentable: true },
  dryer: { rentable: true },
  water_dispenser: { rentable: true },
  shower: { rentable: true },
  hair_dryer: { rentable: true },
  charging_pile: { rentable: true },
  massage_chair: { rentable: true },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

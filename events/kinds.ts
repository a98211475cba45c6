import type { VehicleType } from 'gbfs-typescript-types/v3.0/vehicle_types';

/** What is the same for all devices of a kind. A new kind is a new line. */
export interface Kind {
  /** Whether people rent it by scanning its code. */
  rentable: boolean;
  /** How a GBFS feed calls it; kinds without stay out of the feed. What a motor drives must say how far it goes. */
  gbfs?: Pick<VehicleType, 'form_factor' | 'propulsion_type' | 'max_range_meters'>;
}

/** GBFS knows vehicles only: a machine that stands where it is runs on electricity, and goes nowhere. */
const MACHINE = { form_factor: 'other', propulsion_type: 'electric', max_range_meters: 0 } as const;

export const KINDS = {
  robot: { rentable: false },
  bike: { rentable: true, gbfs: { form_factor: 'bicycle', propulsion_type: 'human' } },
  washer: { rentable: true, gbfs: MACHINE },
  dryer: { rentable: true, gbfs: MACHINE },
  water_dispenser: { rentable: true, gbfs: MACHINE },
  shower: { rentable: true, gbfs: MACHINE },
  hair_dryer: { rentable: true, gbfs: MACHINE },
  charging_pile: { rentable: true, gbfs: MACHINE },
  massage_chair: { rentable: true, gbfs: MACHINE },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

import type { VehicleType } from 'gbfs-typescript-types/v3.0/vehicle_types';

/** What is the same for all devices of a kind. A new kind is a new line here, and one in rental/tariffs.ts if it is rented. */
export interface Kind {
  /**
   * Its type in the GBFS feed; kinds without one are not in the feed. GBFS requires a range of whatever has a motor.
   */
  gbfs?: Pick<VehicleType, 'form_factor' | 'propulsion_type' | 'max_range_meters'>;
}

/** GBFS knows only vehicles, so a stationary machine is an electric one with a range of 0. */
const MACHINE = { form_factor: 'other', propulsion_type: 'electric', max_range_meters: 0 } as const;

export const KINDS = {
  robot: {},
  bike: { gbfs: { form_factor: 'bicycle', propulsion_type: 'human' } },
  washer: { gbfs: MACHINE },
  dryer: { gbfs: MACHINE },
  water_dispenser: { gbfs: MACHINE },
  shower: { gbfs: MACHINE },
  hair_dryer: { gbfs: MACHINE },
  charging_pile: { gbfs: MACHINE },
  massage_chair: { gbfs: MACHINE },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

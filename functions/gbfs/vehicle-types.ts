import type { Data } from 'gbfs-typescript-types/v3.0/vehicle_types';
import type { FeedKind } from './kinds.ts';
import { localized, titled } from './language.ts';

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#vehicle_typesjson */
export const vehicleTypes = (kinds: readonly FeedKind[]): Data => ({
  vehicle_types: kinds.map(({ kind, type }) => ({
    vehicle_type_id: kind,
    ...type,
    name: localized(titled(kind)),
    default_pricing_plan_id: kind,
    pricing_plan_ids: [kind],
  })),
});

import type { Data } from 'gbfs-typescript-types/v3.0/vehicle_types';
import { localized } from './language.ts';
import type { FeedProduct } from './products.ts';

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#vehicle_typesjson */
export const vehicleTypes = (products: readonly FeedProduct[]): Data => ({
  vehicle_types: products.map(({ id, title, type, venues }) => ({
    vehicle_type_id: id,
    ...type,
    name: localized(title),
    default_pricing_plan_id: id,
    pricing_plan_ids: [id, ...Object.keys(venues).map((venue) => `${id}@${venue}`)],
  })),
});

import type { Data, Vehicle } from 'gbfs-typescript-types/v3.0/vehicle_status';
import type { VehicleType } from '../../events/product/thing-model.ts';
import type { IdleDevice } from '../device/index.ts';
import { type FeedProduct, planOf } from './products.ts';

/** A tenth of a metre, which is more than the geo set keeps. */
const DECIMALS = 6;

/** `linkOf` opens the app at a vehicle. https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#vehicle_statusjson */
export function vehicleStatus(
  vehicles: readonly IdleDevice[],
  products: readonly FeedProduct[],
  linkOf: (vehicleId: string) => string,
): Data {
  const known = new Map(products.map((product) => [product.id, product]));
  return {
    vehicles: vehicles.flatMap((vehicle) => {
      const product = known.get(vehicle.product);
      return product ? [shown(vehicle, product, linkOf)] : [];
    }),
  };
}

const shown = (
  { vehicleId, venueId, position: [lng, lat], reportedAt, battery }: IdleDevice,
  product: FeedProduct,
  linkOf: (vehicleId: string) => string,
): Vehicle => ({
  vehicle_id: vehicleId,
  vehicle_type_id: product.id,
  lat: Number(lat.toFixed(DECIMALS)),
  lon: Number(lng.toFixed(DECIMALS)),
  is_reserved: false,
  is_disabled: false,
  last_reported: new Date(reportedAt).toISOString(),
  pricing_plan_id: planOf(product, venueId),
  rental_uris: { web: linkOf(vehicleId) },
  ...energy(product.type, battery),
});

/** The range of whatever has a motor: GBFS requires one, so an unknown range is 0. */
function energy(type: VehicleType, battery: number | undefined): Partial<Vehicle> {
  const max_range_meters = type.max_range_meters;
  if (max_range_meters === undefined) return {};
  return {
    current_range_meters: Math.round(max_range_meters * (battery ?? 0)),
    ...(battery !== undefined && { current_fuel_percent: battery }),
  };
}

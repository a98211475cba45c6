import type { Tariff } from '../../events/product/tariff.ts';
import type { VehicleType } from '../../events/product/thing-model.ts';
import { rentedProducts } from '../product/index.ts';

/** A product as the feed shows it; its id is also that of its vehicle type and of its pricing plan. */
export interface FeedProduct {
  id: string;
  title: string;
  type: VehicleType;
  tariff: Tariff;
  /** Those of venues where it costs something else. */
  venues: Record<string, Tariff>;
}

/** The pricing plan of a product at a venue, or at none. */
export const planOf = ({ id, venues }: FeedProduct, venueId: string | undefined): string =>
  venueId !== undefined && venues[venueId] ? `${id}@${venueId}` : id;

/** The products of the feed: those that have a price, and that GBFS has a word for. */
export const feedProducts = async (): Promise<FeedProduct[]> =>
  (await rentedProducts()).flatMap(({ product_id, thing }) => {
    const { title, 'skein:gbfs': type, 'skein:rental': rental } = thing;
    return type && rental
      ? [{ id: product_id, title, type: withRange(type), tariff: rental.tariff, venues: rental.venues ?? {} }]
      : [];
  });

/** GBFS requires a range of whatever has a motor; a machine that stays where it is has 0. */
const withRange = (type: VehicleType): VehicleType =>
  type.propulsion_type === 'human' ? type : { max_range_meters: 0, ...type };

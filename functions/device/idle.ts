import { redis } from '../../lib/redis.ts';
import { slices } from '../../lib/slices.ts';
import { keys } from './keys.ts';
import { type Facts, partsOf } from './rentable.ts';

const DEVICES_AT_ONCE = 500;

type Place = [lng: string, lat: string] | null;

/** A device that can be rented, under the vehicle id that it has until its next trip is over. */
export interface IdleDevice {
  vehicleId: string;
  product: string;
  venueId?: string;
  position: [lng: number, lat: number];
  /** ms */
  reportedAt: number;
  /** 0 to 1 */
  battery?: number;
}

/** All devices of these products that can be rented now; two commands for each five hundred. */
export async function readIdle(products: readonly string[], now: number): Promise<IdleDevice[]> {
  const wanted = new Set(products);
  const members = ((await redis().zrange(keys.rentable(), 0, -1)) as string[]).filter((member) =>
    wanted.has(partsOf(member).product),
  );
  const found: IdleDevice[] = [];
  for (const chunk of slices(members, DEVICES_AT_ONCE)) {
    const pipeline = redis().pipeline();
    pipeline.geopos(keys.rentable(), ...chunk);
    pipeline.hmget(keys.facts(), ...chunk);
    const [places, facts] = (await pipeline.exec<unknown[]>()) as [Place[], (string | null)[]];
    chunk.forEach((member, i) => {
      const [place, text] = [places[i], facts[i]];
      // one that was taken since the members were read has no place any more
      if (place && text) found.push(idleDevice(member, place, JSON.parse(text) as Facts, now));
    });
  }
  return found;
}

const idleDevice = (member: string, [lng, lat]: [string, string], facts: Facts, now: number): IdleDevice => ({
  vehicleId: facts.vehicle_id,
  product: partsOf(member).product,
  ...(facts.venue_id !== undefined && { venueId: facts.venue_id }),
  position: [Number(lng), Number(lat)],
  // a device's clock may run ahead
  reportedAt: Math.min(now, facts.at),
  ...(facts.battery !== undefined && { battery: facts.battery }),
});

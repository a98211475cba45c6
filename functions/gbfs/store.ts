import { isServiceable } from '../../events/serviceable.ts';
import type { StateReport } from '../../events/state-report.ts';
import { keys } from '../../lib/keys.ts';
import { redis } from '../../lib/redis.ts';
import type { FeedKind } from './kinds.ts';

const DEVICES_AT_ONCE = 500;

const FIELDS = [
  'vehicle_id',
  'status',
  'reported_status',
  'online',
  'lease_rental',
  'session_at',
  'state_at',
  'state',
] as const;
type Fields = Record<(typeof FIELDS)[number], string | null>;
type Place = [lng: string, lat: string] | null;

/** A device that has a place and can be rented, under the id that it has until its next trip is over. */
export interface RentableVehicle {
  vehicleId: string;
  kind: FeedKind;
  position: [lng: number, lat: number];
  /** ms */
  reportedAt: number;
  /** 0 to 1 */
  battery?: number;
}

/** All devices of these kinds that can be rented now. */
export async function readRentable(kinds: readonly FeedKind[], now: number): Promise<RentableVehicle[]> {
  return (await Promise.all(kinds.map((kind) => rentableOf(kind, now)))).flat();
}

async function rentableOf(kind: FeedKind, now: number): Promise<RentableVehicle[]> {
  const geo = keys.geo(kind.kind);
  const ids = (await redis().zrange(geo, 0, -1)) as string[];
  const found: RentableVehicle[] = [];
  for (let first = 0; first < ids.length; first += DEVICES_AT_ONCE) {
    const chunk = ids.slice(first, first + DEVICES_AT_ONCE);
    const pipeline = redis().pipeline();
    pipeline.geopos(geo, ...chunk);
    for (const id of chunk) pipeline.hmget(keys.device(id), ...FIELDS);
    const [places, ...rows] = (await pipeline.exec<unknown[]>()) as [Place[], ...(string | null)[][]];
    rows.forEach((row, i) => {
      const place = places[i];
      const fields = Object.fromEntries(FIELDS.map((field, at) => [field, row[at] ?? null])) as Fields;
      if (place && isRentable(fields)) found.push(vehicleOf(kind, place, fields, now));
    });
  }
  return found;
}

/** As for whoever scans the sticker; but a trip that is over and not yet closed still has the vehicle id of that trip. */
const isRentable = (fields: Fields): boolean => isServiceable(fields) && fields.lease_rental === null;

function vehicleOf(kind: FeedKind, [lng, lat]: [string, string], fields: Fields, now: number): RentableVehicle {
  const { battery } = JSON.parse(fields.state ?? '{}') as Partial<StateReport>;
  return {
    vehicleId: fields.vehicle_id!,
    kind,
    position: [Number(lng), Number(lat)],
    // a device's clock may run ahead; one that has connected and said nothing yet has at least done that
    reportedAt: Math.min(now, Number(fields.state_at ?? fields.session_at)),
    ...(battery !== undefined && { battery }),
  };
}

import type { StateReport } from '../../events/device/state-report.ts';
import { redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';
import { isIdle, RENTABLE_FIELDS } from './rentable.ts';
import type { DeviceField } from './store.ts';

const DEVICES_AT_ONCE = 500;

const FIELDS = [...RENTABLE_FIELDS, 'vehicle_id', 'session_at', 'state_at', 'state'] as const satisfies DeviceField[];
type Fields = Record<(typeof FIELDS)[number], string | null>;
type Place = [lng: string, lat: string] | null;

/** A device that has a place and can be rented, under the vehicle id that it has until its next trip is over. */
export interface IdleDevice {
  vehicleId: string;
  kind: string;
  position: [lng: number, lat: number];
  /** ms */
  reportedAt: number;
  /** 0 to 1 */
  battery?: number;
}

/** All devices of these kinds that can be rented now and are on no trip. */
export async function readIdle(kinds: readonly string[], now: number): Promise<IdleDevice[]> {
  return (await Promise.all(kinds.map((kind) => idleOf(kind, now)))).flat();
}

async function idleOf(kind: string, now: number): Promise<IdleDevice[]> {
  const geo = keys.geo(kind);
  const ids = (await redis().zrange(geo, 0, -1)) as string[];
  const found: IdleDevice[] = [];
  for (let first = 0; first < ids.length; first += DEVICES_AT_ONCE) {
    const chunk = ids.slice(first, first + DEVICES_AT_ONCE);
    const pipeline = redis().pipeline();
    pipeline.geopos(geo, ...chunk);
    for (const id of chunk) pipeline.hmget(keys.device(id), ...FIELDS);
    const [places, ...rows] = (await pipeline.exec<unknown[]>()) as [Place[], ...(string | null)[][]];
    rows.forEach((row, i) => {
      const place = places[i];
      const fields = Object.fromEntries(FIELDS.map((field, at) => [field, row[at] ?? null])) as Fields;
      if (place && isIdle(fields)) found.push(idleDevice(kind, place, fields, now));
    });
  }
  return found;
}

function idleDevice(kind: string, [lng, lat]: [string, string], fields: Fields, now: number): IdleDevice {
  const { battery } = JSON.parse(fields.state ?? '{}') as Partial<StateReport>;
  return {
    vehicleId: fields.vehicle_id!,
    kind,
    position: [Number(lng), Number(lat)],
    // a device's clock may run ahead; one that has not reported yet has at least connected
    reportedAt: Math.min(now, Number(fields.state_at ?? fields.session_at)),
    ...(battery !== undefined && { battery }),
  };
}

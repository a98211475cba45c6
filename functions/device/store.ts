import { randomUUID } from 'node:crypto';
import type { DeviceBody } from '../../events/device.ts';
import { KIND_NAMES, KINDS, type KindName } from '../../events/kinds.ts';
import { isServiceable } from '../../events/serviceable.ts';
import type { StateReport } from '../../events/state-report.ts';
import { keys } from '../../lib/keys.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { MINUTE } from '../../lib/time.ts';
import owner from './owner.lua';
import presence from './presence.lua';
import register from './register.lua';
import state from './state.lua';

/** A policy document is bounded, and so is the number of devices that can stand in an account's. */
const MOST_DEVICES = 50;

/**
 * AWS forgets a client's version number about an hour after it has gone, and events are late by seconds: events further
 * apart than this are told apart by their time.
 */
const FORGOTTEN = 10 * MINUTE;

const registerScript = script<object, { code_version: number; created: boolean } | { refused: 'kind_fixed' }>(register);
const presenceScript = script<object, boolean>(presence);
const stateScript = script<object, StateOutcome>(state);
const ownerScript = script<object, { refused?: 'device_unknown' | 'not_owner' | 'too_many_devices' }>(owner);

/** A device that believes in a lease it has not, and the newest fence. */
export interface Mistaken {
  device_id: string;
  rental_id: string;
  fence: number;
}

/** `key` makes a repeated reissue one. */
export const registerDevice = (id: string, { reissue_code, kind, ...body }: DeviceBody, key?: string) =>
  registerScript([keys.device(id), keys.vehicles, keys.geo(kind)], {
    ...body,
    kind,
    device_id: id,
    reissue: reissue_code,
    key,
    vehicle_id: randomUUID(),
  });

/** What the reports of a batch say of leases. */
export interface StateOutcome {
  mistaken: Mistaken[];
  /** Devices that have started anew and know nothing of the lease they have; `at` is their last report before, ms. */
  lost: (Mistaken & { at: number })[];
}

export interface Lifecycle {
  online: boolean;
  session: string;
  version: number;
  at: number;
}

export const applyPresence = (id: string, lifecycle: Lifecycle) =>
  presenceScript([keys.device(id)], { ...lifecycle, forgotten: FORGOTTEN });

/** Takes the newest report of each device. */
export function applyStates(reports: ReadonlyMap<string, StateReport>): Promise<StateOutcome> {
  const rows = [...reports].map(([device_id, report]) => {
    const { seq, boot, at, status, position, rental_id, phone_id, fence } = report;
    return { device_id, seq, boot, at, status, position, rental_id, phone_id, fence, text: JSON.stringify(report) };
  });
  const deviceKeys = rows.map(({ device_id }) => keys.device(device_id));
  return stateScript([...deviceKeys, ...KIND_NAMES.map(keys.geo)], { reports: rows, kinds: KIND_NAMES });
}

export const changeOwner = (device_id: string, account_id: string, role: string | undefined, by: string | undefined) =>
  ownerScript([keys.device(device_id), keys.owners(device_id), keys.accountDevices(account_id)], {
    device_id,
    account_id,
    role,
    by,
    most: MOST_DEVICES,
  });

/** A device's hash, field by field; empty where it is not registered. */
export const readDevice = async (id: string): Promise<Map<string, string>> =>
  hashOf(await redis().hgetall(keys.device(id)));

export const readOwners = async (id: string): Promise<Map<string, string>> =>
  hashOf(await redis().hgetall(keys.owners(id)));

export interface Nearby {
  id: string;
  kind: KindName;
  /** metres */
  distance: number;
  position: [lng: number, lat: number];
}

/** The nearest devices of a kind, or of all kinds that are rented, within `radius` metres; at most `count` of each kind. */
export async function nearest(center: [number, number], radius: number, kind: KindName | undefined, count: number) {
  const kinds = KIND_NAMES.filter((name) => KINDS[name].rentable && (kind === undefined || kind === name));
  const replies = await Promise.all(
    kinds.map((name) =>
      redis().exec<[string, string, [string, string]][]>([
        ...[
          'GEOSEARCH',
          keys.geo(name),
          'FROMLONLAT',
          center[0],
          center[1],
          'BYRADIUS',
          radius,
          'm',
          'ASC',
          'COUNT',
          count,
        ],
        ...['WITHCOORD', 'WITHDIST'],
      ] as [string, ...string[]]),
    ),
  );
  const found = kinds.flatMap((name, i) =>
    replies[i]!.map(
      ([id, distance, [lng, lat]]): Nearby => ({
        id,
        kind: name,
        distance: Number(distance),
        position: [Number(lng), Number(lat)],
      }),
    ),
  );
  // Where a kind has more than was asked for, nothing is known beyond its last.
  const horizons = replies.filter(({ length }) => length === count).map((reply) => Number(reply.at(-1)![1]));
  return {
    found: found.sort((a, b) => a.distance - b.distance),
    horizon: Math.min(Number.POSITIVE_INFINITY, ...horizons),
  };
}

type Text = string | null;

/** For each of these devices whether it could be rented now. */
export async function rentable(ids: readonly string[], now: number): Promise<boolean[]> {
  if (ids.length === 0) return [];
  const pipeline = redis().pipeline();
  for (const id of ids) pipeline.hmget(keys.device(id), 'status', 'reported_status', 'online', 'lease_until');
  const replies = (await pipeline.exec()) as unknown as [Text, Text, Text, Text][];
  return replies.map(([status, reported_status, online, until]) => {
    const isFree = until === null || Number(until) <= now;
    return isServiceable({ status, reported_status, online }) && isFree;
  });
}

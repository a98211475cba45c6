import type { StateReport } from '../../events/device/state-report.ts';
import type { Product } from '../../events/product/product.ts';
import { geo } from '../../lib/geo.ts';
import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { observablesOf } from '../product/index.ts';
import { keys } from './keys.ts';
import { pendingParts } from './pending.ts';
import { rentable, rentableKeys } from './rentable.ts';
import stateLua from './state.lua';

/** What a device has reported in a batch, and its product. */
export interface Reported {
  device_id: string;
  /** Undefined where it is not registered. */
  product: Product | undefined;
  reports: Received[];
}

/** A report, and when the broker took it (ms). */
type Received = StateReport & { received_at: number };

/** A device that claims a lease it does not have, and the newest fence. */
export interface Mistaken {
  device_id: string;
  rental_id: string;
  fence: number;
}

/** What a batch of reports has shown. */
export interface StateOutcome {
  mistaken: Mistaken[];
  /** Events of leased devices that do not have their lease any more, as they are in the outbox. */
  lost: string[];
  /** Targets of a rollout that were offline, and are heard again. */
  back: [device_id: string, rollout_id: string][];
  /** Events of open commands whose effect has shown, as they are in the outbox. */
  effects: string[];
  /** Events of watched properties with another value, as they are in the outbox. */
  changed: string[];
  /** Reports whose position is too far from the one before: entry and report (counted from 1), metres, seconds. */
  jumps: [entry: number, report: number, metres: number, seconds: number][];
  /** Where devices are registered, of those that belong to a venue. */
  venues: Record<string, string>;
}

type Row = Pick<Received, 'seq' | 'boot' | 'at' | 'received_at' | 'status' | 'position' | 'lease'> & {
  values: string[];
};

interface StateInput {
  devices: { device_id: string; max_speed?: number; watched: readonly string[]; reports: Row[] }[];
  publish_by: number;
}

const stateScript = /* @__PURE__ */ script<'outbox' | 'changes' | 'rentable' | 'facts', StateInput, StateOutcome>(
  stateLua,
  [geo, outboxPart, rentable, ...pendingParts],
);

/** Stores what the devices have reported. */
export function applyStates(batch: readonly Reported[], now: number): Promise<StateOutcome> {
  return stateScript(
    {
      ...rentableKeys(),
      outbox: keys.outbox(),
      changes: keys.changes(),
      rest: batch.map(({ device_id }) => keys.device(device_id)),
    },
    {
      devices: batch.map(({ device_id, product, reports }) => {
        const max_speed = product?.thing['skein:motion']?.max_speed;
        const watched = product ? observablesOf(product) : [];
        const rows = reports.sort(byTime).map(rowOf);
        return { device_id, ...(max_speed !== undefined && { max_speed }), watched, reports: rows };
      }),
      publish_by: now + PUBLISH_WITHIN,
    },
  );
}

/** Within a boot the sequence decides, between boots the time. */
const byTime = (a: StateReport, b: StateReport): number => (a.boot === b.boot ? a.seq - b.seq : a.at - b.at);

function rowOf({ seq, boot, at, received_at, status, position, lease, properties = {} }: Received): Row {
  const values = Object.entries(properties).flatMap(([name, value]) => [name, JSON.stringify(value)]);
  return {
    seq,
    boot,
    at,
    received_at,
    ...(status && { status }),
    ...(position && { position }),
    ...(lease && { lease }),
    values,
  };
}

import type { StateReport } from '../../events/device/state-report.ts';
import { outboxPart, PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { productsNow } from '../product/index.ts';
import { keys } from './keys.ts';
import stateLua from './state.lua';

/** A device that claims a lease it does not have, and the newest fence. */
export interface Mistaken {
  device_id: string;
  rental_id: string;
  fence: number;
}

/** What the reports of a batch say of leases. */
export interface StateOutcome {
  mistaken: Mistaken[];
  /** Events of leased devices that have restarted without their lease, as they are in the outbox. */
  lost: string[];
}

type Row = Pick<StateReport, 'seq' | 'boot' | 'at' | 'status' | 'position' | 'lease'> & {
  device_id: string;
  text: string;
};

interface StateInput {
  reports: Row[];
  kinds: readonly string[];
  publish_by: number;
}

const stateScript = /* @__PURE__ */ script<'outbox', StateInput, StateOutcome>(stateLua, [outboxPart]);

/** Stores the newest report of each device. */
export async function applyStates(reports: ReadonlyMap<string, StateReport>, now = Date.now()): Promise<StateOutcome> {
  const kinds = [...(await productsNow()).keys()];
  const rows = [...reports].map(([device_id, report]): Row => {
    const { seq, boot, at, status, position, lease } = report;
    const optional = { ...(status && { status }), ...(position && { position }), ...(lease && { lease }) };
    return { device_id, seq, boot, at, ...optional, text: JSON.stringify(report) };
  });
  return stateScript(
    {
      outbox: keys.outbox(),
      rest: [...rows.map(({ device_id }) => keys.device(device_id)), ...kinds.map((kind) => keys.geo(kind))],
    },
    { reports: rows, kinds, publish_by: now + PUBLISH_WITHIN },
  );
}

/** The newest report of each device in a batch. */
export function newestOf(reports: Iterable<readonly [deviceId: string, report: StateReport]>) {
  const newest = new Map<string, StateReport>();
  for (const [deviceId, report] of reports) {
    const known = newest.get(deviceId);
    const isNewer = !known || (known.boot === report.boot ? report.seq > known.seq : report.at > known.at);
    if (isNewer) newest.set(deviceId, report);
  }
  return newest;
}

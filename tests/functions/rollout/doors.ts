import { handler as effect } from '../../../functions/command/mqtt/effect.ts';
import { handler as sweepCommands } from '../../../functions/command/schedule/sweep.ts';
import { handler as change } from '../../../functions/rollout/http/change.ts';
import { handler as create } from '../../../functions/rollout/http/create.ts';
import { handler as get } from '../../../functions/rollout/http/get.ts';
import { handler as list } from '../../../functions/rollout/http/list.ts';
import { handler as targets } from '../../../functions/rollout/http/targets.ts';
import { handler as commandEvent } from '../../../functions/rollout/mqtt/command-event.ts';
import { handler as deviceBack } from '../../../functions/rollout/mqtt/device-back.ts';
import { handler as stepHandler } from '../../../functions/rollout/mqtt/step.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import type { withBroker } from '../../harness/published.ts';
import { unique } from '../../harness/unique.ts';
import { answer } from '../command/doors.ts';
import { connection, register } from '../device/doors.ts';
import { kettle, register as registerProduct } from '../product/doors.ts';

type Published = ReturnType<typeof withBroker>;

export const start = (body: object, headers: Record<string, string> = {}) =>
  call(create, { method: 'POST', body, headers, caller: OPERATOR });
export const rolloutNow = async (rollout_id: string) =>
  (await call(get, { path: { rollout_id }, caller: OPERATOR })).json;
export const rollouts = (query: Record<string, string> = {}) => call(list, { query, caller: OPERATOR });
export const targetsOf = async (rollout_id: string, query: Record<string, string> = {}) =>
  (await call(targets, { path: { rollout_id }, query, caller: OPERATOR })).json;
export const changed = (rollout_id: string, to: 'pause' | 'resume' | 'stop') =>
  call(change, { method: 'POST', path: { rollout_id }, body: { change: to }, caller: OPERATOR });
export const step = (rollout_id: string) => stepHandler({ rollout_id });

const AT_ONCE = 50;

/** A product whose `update` has an effect and whose `ring` has none, and connected devices of it. */
export async function fleetOf(count: number, { online = count } = {}): Promise<{ product: string; ids: string[] }> {
  const product = unique('kettle');
  const model = kettle({
    'skein:rental': undefined,
    properties: { boiling: { type: 'boolean' }, firmware: { type: 'string' } },
    actions: {
      ring: { input: { type: 'object', properties: { times: { type: 'integer' } } } },
      update: {
        input: { type: 'object', properties: { version: { type: 'string' } }, required: ['version'] },
        'skein:effect': { property: 'firmware', is: '{version}', within_s: 60 },
      },
    },
  });
  expect((await registerProduct(product, model)).status).toBe(201);
  const ids = Array.from({ length: count }, () => unique('device'));
  for (let i = 0; i < count; i += AT_ONCE) {
    const some = ids.slice(i, i + AT_ONCE);
    await Promise.all(some.map((id) => register(id, { product, kind: undefined })));
    await Promise.all(some.filter((_, n) => i + n < online).map((id) => connection(id, true)));
  }
  return { product, ids };
}

/** The commands that were sent to devices so far, by device. */
export const sentIn = (published: Published): Map<string, string[]> => {
  const sent = new Map<string, string[]>();
  for (const { device_id, command_id } of published(/^devices\/[^/]+\/commands\/[^/]+$/)) {
    sent.set(device_id, [...(sent.get(device_id) ?? []), command_id]);
  }
  return sent;
};

/** Delivers the internal events that were published, as their rules would; events that came before are the same. */
export async function deliver(published: Published): Promise<void> {
  for (const event of published(/internal\/command\/effect$/)) await effect(event);
  for (const event of published(/internal\/command\/event$/)) if (event.rollout_id) await commandEvent(event);
  for (const event of published(/internal\/device\/back$/)) await deviceBack(event);
}

export { answer, sweepCommands };

import { handler as get } from '../../../functions/command/http/get.ts';
import { handler as invoke } from '../../../functions/command/http/invoke.ts';
import { handler as list } from '../../../functions/command/http/list.ts';
import { handler as send } from '../../../functions/command/http/send.ts';
import { handler as effect } from '../../../functions/command/mqtt/effect.ts';
import { handler as result } from '../../../functions/command/mqtt/result.ts';
import type { Caller } from '../../../lib/http.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { unique } from '../../harness/unique.ts';
import { connection, register } from '../device/doors.ts';
import { kettle, register as registerProduct } from '../product/doors.ts';

export const tell = (
  device_id: string,
  body: object,
  caller: Caller = OPERATOR,
  headers: Record<string, string> = {},
) => call(send, { method: 'POST', path: { device_id }, body, headers, caller });

export const invoked = (device_id: string, action: string, input?: unknown, caller: Caller = OPERATOR) =>
  call(invoke, { method: 'POST', path: { device_id, action }, body: input, caller });

export const commandNow = async (device_id: string, command_id: string, caller: Caller = OPERATOR) =>
  (await call(get, { path: { device_id, command_id }, caller })).json;

export const commandsOf = (device_id: string, query: Record<string, string> = {}, caller: Caller = OPERATOR) =>
  call(list, { path: { device_id }, query, caller });

export const answer = (device_id: string, command_id: string, outcome: 'done' | 'refused', reason?: string) =>
  result({ device_id, command_id, outcome, at: Date.now(), ...(reason && { reason }) });

/** Delivers the effects that the device domain has published, as their rule would. */
export const deliverEffects = (events: { device_id: string; command_id: string; id: string; at: number }[]) =>
  Promise.all(events.map((event) => effect(event)));

/** The event that a report of `at` has shown the effect of a command. */
export const effectOf = (device_id: string, command_id: string, at: number) =>
  effect({ id: `${command_id}-effect`, device_id, command_id, at });

/** The action `boil` shows as `boiling` within ten seconds after the ten that a command has, and is undone by `stop`. */
const KETTLE = kettle({
  'skein:rental': undefined,
  actions: {
    boil: {
      input: { type: 'object', properties: { program: { type: 'string', enum: ['tea', 'coffee'] } } },
      'skein:by': ['operator', 'owner', 'renter'],
      'skein:effect': { property: 'boiling', is: true, within_s: 10 },
      'skein:undo': 'stop',
    },
    brew: {
      input: { type: 'object', properties: { program: { type: 'string' } }, required: ['program'] },
      'skein:effect': { property: 'program', is: '{program}', within_s: 10 },
    },
    tune: {
      input: { type: 'object', properties: { program: { type: 'string' } }, required: ['program'] },
      'skein:by': ['operator', 'owner'],
      'skein:effect': { property: 'program', is: '{program}', within_s: 10 },
      'skein:repeat': 'replace',
    },
    stop: { 'skein:by': ['operator', 'owner'] },
  },
});

/** A connected kettle. */
export async function newKettle(): Promise<string> {
  const [product, id] = [unique('kettle'), unique('device')];
  expect((await registerProduct(product, KETTLE)).status).toBe(201);
  await register(id, { product, kind: undefined });
  await connection(id, true);
  return id;
}

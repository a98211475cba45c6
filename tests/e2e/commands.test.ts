import { type ChildProcess, spawn } from 'node:child_process';
import { issue } from '../../local/aws/issuer.ts';
import { eventually } from '../harness/eventually.ts';
import { connectedDevice, connectedPhone, deviceOf, online, rider } from '../harness/rental.ts';
import { api, stack } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

const asOperator = { role: 'operator' } as const;
const post = (path: string, body: object) => api(path, { method: 'POST', body, ...asOperator });

const firmware: ChildProcess[] = [];
afterAll(() => {
  for (const child of firmware) child.kill();
});

/** A device of its own process, as docs/commands.md shows how to write one; gives the code of its sticker. */
async function washerOfTheDocs(): Promise<{ id: string; code: string }> {
  const id = unique('washer');
  const { json } = await api(`/v1/devices/${id}`, { method: 'PUT', body: { product: 'washer' }, ...asOperator });
  const token = await issue({ sub: id, role: 'device' });
  firmware.push(spawn(process.execPath, ['docs/washer.mjs', stack().mqtt, id, token], { stdio: 'inherit' }));
  await online(id, true);
  await eventually(async () => expect((await deviceOf(id)).state?.properties).toEqual({ running: false }), 10_000);
  return { id, code: json.code };
}

test('an operator starts and stops the washer of the docs, and sees that it runs', async () => {
  const { id } = await washerOfTheDocs();
  for (const action of ['start', 'stop']) {
    const { status, headers } = await post(`/v1/devices/${id}/commands`, { action });
    expect(status).toBe(202);
    const state = async () => (await api(headers.get('location')!, asOperator)).json;
    await eventually(async () => expect(await state()).toMatchObject({ state: 'done', effect: 'verified' }), 10_000);
    expect((await deviceOf(id)).state?.properties).toEqual({ running: action === 'start' });
  }
});

test('a washer is paid when it runs; released, it stops', async () => {
  const washer = await washerOfTheDocs();
  const anne = await rider();
  const phone = await connectedPhone(anne);
  const { json } = await anne.rent(washer.code);
  expect(json).toMatchObject({ state: 'requested', start_until: json.expires_at + 15_000 });
  expect(await phone.hear(/events$/)).toMatchObject({ type: 'rental_active', rental_id: json.rental_id });
  expect((await anne.statement()).balance).toBe(10_000 - 600);
  await anne.release(json.rental_id);
  await eventually(async () => expect((await deviceOf(washer.id)).state?.properties).toEqual({ running: false }));
});

test('an owner may tell a device what its product allows, and hears what has become of it', async () => {
  const washer = await connectedDevice({ kind: 'washer' });
  const anne = await rider();
  await post(`/v1/devices/${washer.id}/owners`, { account_id: anne.account, role: 'owner' });
  const phone = await connectedPhone(anne);
  const path = `/v1/devices/${washer.id}/commands`;
  const input = { version: '2', url: 'https://example.com', sha256: 'x' };
  const refused = await anne.call(path, { method: 'POST', body: { action: 'update', input } });
  expect(refused).toMatchObject({ status: 403, json: { reason: 'action_not_allowed' } });

  const { json } = await anne.call(path, { method: 'POST', body: { action: 'start' } });
  const command = await washer.hear(/commands/);
  expect(command).toMatchObject({ type: 'action', action: 'start', command_id: json.command_id });
  await washer.answer(command, 'refused', 'door_open');
  const told = { type: 'command_settled', command_id: json.command_id, state: 'refused', reason: 'door_open' };
  expect(await phone.hear(/events$/)).toMatchObject(told);
  expect((await api(path, asOperator)).json.commands).toMatchObject([{ state: 'refused', by: 'owner' }]);
});

test('a rollout updates a fleet, and says who failed', async () => {
  const product = unique('kettle');
  const model = {
    '@context': ['https://www.w3.org/2022/wot/td/v1.1'],
    '@type': 'tm:ThingModel',
    title: 'Kettle',
    version: { model: '1.0.0' },
    properties: { firmware: { type: 'string' } },
    actions: {
      update: {
        input: { type: 'object', properties: { version: { type: 'string' } }, required: ['version'] },
        'skein:effect': { property: 'firmware', is: '{version}', within_s: 60 },
      },
    },
  };
  await api(`/v1/products/${product}`, { method: 'PUT', body: model, ...asOperator });
  const kettles = await Promise.all(
    Array.from({ length: 6 }, () => connectedDevice({ product, kind: undefined } as never)),
  );
  const body = { product, action: 'update', input: { version: '2' }, canary: 0.5, stop_at_failed: 0.4 };
  const { status, json } = await post('/v1/rollouts', body);
  expect(status).toBe(201);
  const now = async () => (await api(`/v1/rollouts/${json.rollout_id}`, asOperator)).json;
  await eventually(async () => expect((await now()).counts.sent).toBe(3), 10_000);
  const told = () => kettles.filter(({ heard }) => heard.length > 0);
  await eventually(() => expect(told()).toHaveLength(3));
  const [weak, ...strong] = told();
  await weak!.answer(weak!.heard[0]!.payload, 'refused', 'battery_low');
  for (const kettle of strong) await kettle.report({ properties: { firmware: '2' } });
  await eventually(() => expect(told()).toHaveLength(6), 10_000);
  const failed = (await api(`/v1/rollouts/${json.rollout_id}/devices?state=failed`, asOperator)).json.devices;
  expect(failed).toMatchObject([{ device_id: weak!.id, reason: 'refused battery_low' }]);
  for (const kettle of kettles) await kettle.report({ properties: { firmware: '2' } });
  await eventually(async () => expect(await now()).toMatchObject({ state: 'done', counts: { total: 6 } }), 10_000);
});

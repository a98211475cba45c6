import { eventually } from '../harness/eventually.ts';
import { connectedDevice, connectedPhone, rider } from '../harness/rental.ts';
import { api } from '../harness/stack.ts';

const asOperator = { role: 'operator' } as const;

test('an owner starts a washer from the phone, and hears when it runs', async () => {
  const washer = await connectedDevice({ kind: 'washer' });
  const anne = await rider();
  const body = { account_id: anne.account, role: 'owner' };
  await api(`/v1/devices/${washer.id}/owners`, { method: 'POST', body, ...asOperator });
  const phone = await connectedPhone(anne);
  const path = `/v1/devices/${washer.id}/commands`;

  const refused = await anne.call(path, { method: 'POST', body: { action: 'update', input: {} } });
  expect(refused).toMatchObject({ status: 403, json: { reason: 'action_not_allowed' } });

  const { status, json, headers } = await api(path, { method: 'POST', body: { action: 'start' }, ...asOperator });
  expect([status, json.state]).toEqual([202, 'sent']);
  const command = await washer.hear(/commands/);
  expect(command).toMatchObject({ type: 'action', action: 'start', command_id: json.command_id });
  await washer.client.publishAsync(
    `devices/${washer.id}/commands/${command.command_id}/result`,
    JSON.stringify({ command_id: command.command_id, outcome: 'done', at: Date.now() }),
    { qos: 1 },
  );
  const state = async () => (await api(headers.get('location')!, asOperator)).json;
  await eventually(async () => expect((await state()).state).toBe('accepted'));
  await washer.report({ properties: { running: true } });
  await eventually(async () => expect(await state()).toMatchObject({ state: 'done', effect: 'verified' }));
  expect(phone.heard).toEqual([]); // it was the operator who asked
  expect((await api(path, asOperator)).json.commands).toMatchObject([{ command_id: json.command_id, state: 'done' }]);
});

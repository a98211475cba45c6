import { eventually } from '../harness/eventually.ts';
import { connectedDevice, connectedPhone, deviceOf, online, rider } from '../harness/rental.ts';
import { api, connect } from '../harness/stack.ts';
import { unique } from '../harness/unique.ts';

test('a device is online while it has a connection', async () => {
  const bike = await connectedDevice();
  expect((await deviceOf(bike.id)).online).toBe(true);
  await bike.client.endAsync();
  await online(bike.id, false);
});

test('a device connects with the key of its registration, until it is given another', async () => {
  const id = unique('device');
  const register = async (body: object = {}) =>
    (await api(`/v1/devices/${id}`, { method: 'PUT', role: 'operator', body: { product: 'bike', ...body } })).json.key;
  const key = await register();
  await (await connect(id, 'device', { password: key })).endAsync();
  const next = await register({ reissue_key: true });
  await expect(connect(id, 'device', { password: key })).rejects.toThrow();
  await (await connect(id, 'device', { password: next })).endAsync();
  await expect(connect(unique('device'), 'device', { password: next })).rejects.toThrow();
});

test('the last state and place are kept; old reports change nothing, a restarted device goes on', async () => {
  const bike = await connectedDevice();
  const send = (report: object) =>
    bike.client.publishAsync(`devices/${bike.id}/state`, JSON.stringify(report), { qos: 1 });
  const at = Date.now();
  await send({ seq: 5, boot: 'a', at, position: [10, 50], battery: 0.5 });
  await eventually(async () =>
    expect(await deviceOf(bike.id)).toMatchObject({ position: [10, 50], battery: 0.5, reported_at: at }),
  );
  await send({ seq: 4, boot: 'a', at: at + 1000, battery: 0.9 });
  await send({ seq: 9, boot: 'z', at: at - 1000, battery: 0.8 });
  await bike.client.publishAsync(`devices/${bike.id}/state`, 'not json', { qos: 1 });
  await send({ seq: 1, boot: 'b', at: at + 2000, position: [10.0001, 50], battery: 0.4 });
  await eventually(async () =>
    expect(await deviceOf(bike.id)).toMatchObject({ position: [10.0001, 50], battery: 0.4 }),
  );
});

test('one device cannot spoil the reports of others, whatever it says', async () => {
  const [bad, good] = [await connectedDevice(), await connectedDevice()];
  const send = (payload: string) => bad.client.publishAsync(`devices/${bad.id}/state`, payload, { qos: 1 });
  const report = '"seq": 1, "boot": "b", "at": 1';
  await Promise.all([
    send(`{${report}, "status": "\\ud800"}`),
    send(`{${report}, "lease": {"rental_id": "\\ud800", "phone_id": "p", "fence": 1}}`),
    send(`{${report}, "rental_id": "r", "phone_id": "p"}`),
    send(`{${report}, "properties": {"deep": ${'['.repeat(30_000)}${']'.repeat(30_000)}}}`),
    send(`{"seq": 1, "boot": "b", "at": ${Date.now() + 86_400_000}, "status": "fault"}`), // a clock a day ahead
    good.report({ battery: 0.25 }),
  ]);
  await eventually(async () => expect(await deviceOf(good.id)).toMatchObject({ battery: 0.25 }));
  await bad.report({ battery: 0.75 });
  await eventually(async () => expect(await deviceOf(bad.id)).toMatchObject({ battery: 0.75 }));
});

test('nearby: a busy kind does not hide its free ones behind those of another', async () => {
  const center = [60 + Math.random() * 10, -40 - Math.random() * 10] as const;
  const at = (metres: number): [number, number] => [center[0], center[1] + metres / 111_000];
  for (const metres of [1, 2, 3]) await connectedDevice({ position: at(metres), status: 'out_of_service' });
  const bike = await connectedDevice({ position: at(20) });
  await connectedDevice({ kind: 'massage_chair', position: at(900) });
  const { json } = await api(`/v1/devices?near=${center.join(',')}&radius=1000&limit=1`, { role: 'rider' });
  expect(json.devices.map(({ device_id }: { device_id: string }) => device_id)).toEqual([bike.id]);
});

test('nearby: nearest first, of the wanted kind, and only what can be rented', async () => {
  const center = [100 + Math.random() * 10, 40 + Math.random() * 10] as const;
  const at = (metres: number): [number, number] => [center[0], center[1] + metres / 111_000];
  const near = await connectedDevice({ position: at(100) });
  const far = await connectedDevice({ position: at(400) });
  const chair = await connectedDevice({ kind: 'massage_chair', position: at(50) });
  const broken = await connectedDevice({ position: at(10), status: 'out_of_service' });
  const gone = await connectedDevice({ position: at(20) });
  await connectedDevice({ position: at(3000) });
  await gone.client.endAsync();
  await online(gone.id, false);
  const alice = await rider();
  const found = async (query = '') => {
    const { json } = await alice.call(`/v1/devices?near=${center.join(',')}&radius=1000${query}`);
    return json.devices.map(({ device_id }: { device_id: string }) => device_id);
  };
  expect(await found()).toEqual([chair.id, near.id, far.id]);
  expect(await found('&kind=bike')).toEqual([near.id, far.id]);
  expect(await found('&limit=1')).toEqual([chair.id]);
  await alice.rent(near.code);
  expect(await found('&kind=bike')).toEqual([far.id]);
  expect(await found()).not.toContain(broken.id);
});

test('who may know what of a device', async () => {
  const bike = await connectedDevice();
  const alice = await rider();
  const { json } = await alice.call(`/v1/devices/${bike.id}`);
  expect(json).toMatchObject({ device_id: bike.id, kind: 'bike', in_use: false });
  expect(json).not.toHaveProperty('code');
  expect(json).not.toHaveProperty('state');
  expect((await deviceOf(bike.id)).code).toBe(bike.code);
  expect((await alice.call(`/v1/devices/${unique('none')}`)).json.reason).toBe('device_unknown');
});

test('owners read the topics of a device, their guests its properties, others nothing; only owners share', async () => {
  const bike = await connectedDevice();
  const [owner, guest, stranger] = await Promise.all([rider(), rider(), rider()]);
  const path = `/v1/devices/${bike.id}/owners`;
  const add = (who: { call: typeof owner.call }, account_id: string, role = 'guest') =>
    who.call(path, { method: 'POST', body: { account_id, role } });
  expect((await add(owner, owner.account, 'owner')).json.reason).toBe('not_owner');
  await api(path, { role: 'operator', method: 'POST', body: { account_id: owner.account, role: 'owner' } });
  expect((await add(owner, guest.account)).json.owners).toEqual({ [owner.account]: 'owner', [guest.account]: 'guest' });
  expect((await add(guest, stranger.account)).json.reason).toBe('not_owner');

  let locked = false;
  const reads = async (who: typeof owner, filter = '#') => {
    const phone = await connectedPhone(who);
    const [grant] = await phone.client
      .subscribeAsync(`devices/${bike.id}/${filter}`, { qos: 1 })
      .catch(() => [{ qos: 128 }]);
    if (grant?.qos !== 1) {
      await phone.client.endAsync(true);
      return false;
    }
    locked = !locked;
    await bike.report({ properties: { locked } });
    await phone.hear(filter === '#' ? /state$/ : /properties\/locked$/);
    await phone.client.endAsync(true);
    return true;
  };
  expect([await reads(owner), await reads(guest), await reads(stranger)]).toEqual([true, false, false]);
  const properties = 'properties/+';
  expect([await reads(guest, properties), await reads(stranger, properties)]).toEqual([true, false]);

  await owner.call(path, { method: 'DELETE', body: { account_id: guest.account } });
  expect(await reads(guest, properties)).toBe(false);
});

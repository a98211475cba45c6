import { sign } from '../../lib/signed.ts';
import { LOCAL_CODE_KEYS } from '../../local/environment.ts';
import { eventually } from '../harness/eventually.ts';
import { connectedDevice, connectedPhone, rider } from '../harness/rental.ts';
import { unique } from '../harness/unique.ts';

/** Where `reason` is not told, none of the usual ones will do. */
const BODIES: [unknown, string][] = [
  ['', 'invalid_body'],
  ['{', 'invalid_body'],
  ['null', 'invalid_body'],
  ['[]', 'invalid_body'],
  ['"text"', 'invalid_body'],
  [{}, 'invalid_code'],
  [{ code: 5 }, 'invalid_code'],
  [{ code: 'x'.repeat(201) }, 'invalid_code'],
  [{ code: 'x', phone_id: 'somebody-elses' }, 'invalid_phone_id'],
  [{ code: 'x', colour: 'red' }, 'invalid_colour'],
  [{ code: 'x' }, 'code_invalid'],
  [{ rental_id: {} }, 'invalid_rental_id'],
  [{ rental_id: 'nothing' }, 'rental_unknown'],
  [`{"code": "x", "deep": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'invalid_body'],
  [{ code: 'x', text: 'x'.repeat(100_000) }, 'invalid_text'],
];

test('every request over MQTT is answered with its reason, and the function lives on', async () => {
  const alice = await rider();
  const phone = await connectedPhone(alice);
  const ask = async (body: unknown, id = unique('r')) => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    await phone.client.publishAsync(`phones/${alice.phone}/requests/${id}`, payload, { qos: 1 });
    return phone.hear(new RegExp(`responses/${id}$`));
  };
  for (const [body, reason] of BODIES) expect([body, (await ask(body)).reason]).toEqual([body, reason]);

  expect((await ask({ code: sign('d.nobodys-device.v1', LOCAL_CODE_KEYS) })).reason).toBe('device_unknown');

  const [bike, stranger] = [await connectedDevice(), await rider()];
  const { json } = await stranger.rent(bike.code);
  expect((await ask({ rental_id: json.rental_id })).reason).toBe('rental_unknown'); // another's
});

test('malformed results and events have no effect', async () => {
  const [bike, alice] = [await connectedDevice(), await rider()];
  const { json } = await alice.rent(bike.code);
  const say = (topic: string, payload: unknown) =>
    bike.client.publishAsync(
      `devices/${bike.id}/${topic}`,
      typeof payload === 'string' ? payload : JSON.stringify(payload),
      {
        qos: 1,
      },
    );
  const command_id = `rental-${json.rental_id}`;
  const result = `commands/${command_id}/result`;
  const good = { command_id, outcome: 'done', fence: 1, at: 1 };
  for (const bad of [
    'not json',
    '[]',
    {},
    { ...good, outcome: 'perhaps' },
    { ...good, fence: '1' },
    { ...good, reason: '\ud800' },
  ]) {
    await say(result, bad);
  }
  for (const bad of ['not json', {}, { type: 'released', rental_id: json.rental_id, fence: 9, at: 1 }])
    await say('events', bad);
  const state = async () => (await alice.call(`/v1/rentals/${json.rental_id}`)).json.state;
  expect(await state()).toBe('requested');
  await say(result, good);
  await eventually(async () => expect(await state()).toBe('active'));
});

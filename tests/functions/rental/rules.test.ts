import { stackOf } from '../../../deploy/stack.ts';
import { ruleEngine } from '../../../local/aws/iot/engine.ts';
import { rulesOf } from '../../../local/aws/iot/rules.ts';
import type { Serverless } from '../../../local/aws/serverless.ts';

const { functions, resources } = stackOf({ stage: 'test', ingest: 'sqs' });
const service = {
  resources,
  getAllFunctions: () => Object.keys(functions),
  getFunction: (key: string) => functions[key],
};

/** What functions are called with for a message on the broker, by their names. */
async function called(topic: string, payload: object): Promise<Record<string, unknown>> {
  const calls: Record<string, unknown> = {};
  const hear = ruleEngine(
    rulesOf({ service } as unknown as Serverless),
    async (action, output) => {
      if (action.kind === 'Lambda') calls[action.functionKey] = JSON.parse(String(output));
    },
    ({ reason }) => {
      throw new Error(reason);
    },
  );
  await hear({ topic, clientId: 'phone:phone-7', payload: JSON.stringify(payload) });
  return calls;
}

test("a phone's request arrives as its bytes, with the phone of its topic and when it came", async () => {
  const body = { code: 'c', phone_id: 'another', received_at: 5 };
  expect(await called('phones/phone-7/requests/r1', body)).toEqual({
    rentalRequest: {
      data: Buffer.from(JSON.stringify(body)).toString('base64'),
      received_at: expect.any(Number),
      phone_id: 'phone-7',
      request_id: 'r1',
    },
  });
});

test("a device's answer to a command arrives with the device and the command of its topic", async () => {
  const body = { outcome: 'done', fence: 3, at: 5, device_id: 'another' };
  expect(await called('devices/bike-1/commands/rental-1/result', body)).toEqual({
    rentalResult: { ...body, device_id: 'bike-1', command_id: 'rental-1' },
  });
});

test('what happens on a device arrives with the device of its topic', async () => {
  const body = { type: 'released', rental_id: 'r', fence: 3, at: 5 };
  expect(await called('devices/bike-1/events', body)).toEqual({ rentalDeviceEvent: { ...body, device_id: 'bike-1' } });
});

test('that a device has lost its lease arrives as it was told', async () => {
  const event = { id: 'bike-1-3-lost', device_id: 'bike-1', rental_id: 'r', fence: 3, at: 5 };
  expect(await called('$aws/rules/skein_test_device_lost/internal/device/lost', event)).toEqual({
    rentalDeviceLost: event,
  });
});

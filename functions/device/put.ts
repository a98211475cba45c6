import { DeviceBody } from '../../events/device.ts';
import { ID } from '../../events/id.ts';
import { invalid, Problem } from '../../lib/errors.ts';
import { idempotencyKey } from '../../lib/fingerprint.ts';
import { http, jsonBody, pathParameter } from '../../lib/http.ts';
import { shape } from '../../lib/shape.ts';
import { codeOf } from './code.ts';
import { registerDevice } from './store.ts';

const bodyShape = shape(DeviceBody);

/** `PUT /v1/devices/{device_id}`: registers a device, and answers with the code for its sticker. */
export const handler = http(['operator'], async (event) => {
  const id = pathParameter(event, 'device_id');
  if (!ID.test(id)) throw invalid('device_id', 'A device id is 1 to 64 of A-Z a-z 0-9 _ . -');
  const { reissue_code, ...body } = bodyShape(jsonBody(event));
  const outcome = await registerDevice(id, { ...body, reissue_code }, idempotencyKey(event.headers));
  if ('refused' in outcome) throw new Problem(409, outcome.refused, 'A device keeps its kind; register another id.');
  const { created, code_version } = outcome;
  return { status: created ? 201 : 200, body: { device_id: id, ...body, code: codeOf(id, code_version) } };
});

import { DeviceBody } from '../../../events/device/device.ts';
import { deviceRoutes } from '../../../events/device/routes.ts';
import { invalid, refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { codeKeys } from '../../../lib/signed.ts';
import { productOf } from '../../product/index.ts';
import { codeOf } from '../code.ts';
import { keyOf } from '../key.ts';
import { registerDevice } from '../register.ts';

export const handler = serve(
  deviceRoutes.put,
  async ({ params, body: { reissue_code, reissue_key, kind, product = kind, ...rest }, idempotencyKey }) => {
    const id = params.device_id!;
    if (product === undefined) throw invalid('product', 'The product must be named.');
    if (kind !== undefined && kind !== product) throw invalid('kind', 'kind is an older name of product.');
    await productOf(product);
    const registration = { product, ...rest };
    const reissue = { code: reissue_code, key: reissue_key };
    const outcome = await registerDevice(id, registration, reissue, idempotencyKey);
    if ('refused' in outcome) throw refuse(outcome.refused);
    const { created, code_version, key_version, ...now } = outcome;
    const keys = await codeKeys();
    const signed = { code: codeOf(id, code_version, keys), key: keyOf(id, key_version, keys) };
    const { position } = rest;
    const body = { device_id: id, product, kind: product, ...(position && { position }), ...now, ...signed };
    return { status: created ? 201 : 200, body };
  },
  shape(DeviceBody),
);

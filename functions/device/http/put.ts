import { DeviceBody } from '../../../events/device/device.ts';
import { deviceRoutes } from '../../../events/device/routes.ts';
import { invalid, refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { codeKeys } from '../../../lib/signed.ts';
import { productOf } from '../../product/index.ts';
import { codeOf } from '../code.ts';
import { registerDevice } from '../register.ts';

export const handler = serve(
  deviceRoutes.put,
  async ({ params, body: { reissue_code, kind, product = kind, ...rest }, idempotencyKey }) => {
    const id = params.device_id!;
    if (product === undefined) throw invalid('product', 'The product must be named.');
    if (kind !== undefined && kind !== product) throw invalid('kind', 'kind is an older name of product.');
    await productOf(product);
    const registration = { product, ...rest };
    const outcome = await registerDevice(id, registration, { reissue: reissue_code, key: idempotencyKey });
    if ('refused' in outcome) throw refuse(outcome.refused);
    const { created, code_version } = outcome;
    const code = codeOf(id, code_version, await codeKeys());
    const body = { device_id: id, kind: product, ...registration, code };
    return { status: created ? 201 : 200, body };
  },
  shape(DeviceBody),
);

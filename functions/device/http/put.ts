import { deviceRoutes } from '../../../events/device/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { productOf } from '../../product/index.ts';
import { codeOf } from '../code.ts';
import { registerDevice } from '../register.ts';

export const handler = serve(
  deviceRoutes.put,
  async ({ params, body, idempotencyKey }) => {
    const id = params.device_id!;
    await productOf(body.kind);
    const outcome = await registerDevice(id, body, idempotencyKey);
    if ('refused' in outcome) throw refuse(outcome.refused);
    const { reissue_code: _, ...registration } = body;
    const { created, code_version } = outcome;
    return { status: created ? 201 : 200, body: { device_id: id, ...registration, code: codeOf(id, code_version) } };
  },
  shape,
);

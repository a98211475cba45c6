import { ActionInput, EXPIRES_IN_S } from '../../../events/command/command.ts';
import { commandRoutes } from '../../../events/command/routes.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { sendCommand } from '../send.ts';
import { viewSent } from '../view.ts';

export const handler = serve(
  commandRoutes.invoke,
  async ({ params, body: input, caller, idempotencyKey, now }) => {
    const asked = { action: params.action!, input, expires_in_s: EXPIRES_IN_S };
    return viewSent(await sendCommand(params.device_id!, asked, caller, idempotencyKey, now), now);
  },
  shape(ActionInput),
);

import { CommandBody } from '../../../events/command/command.ts';
import { commandRoutes } from '../../../events/command/routes.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { sendCommand } from '../send.ts';
import { viewSent } from '../view.ts';

export const handler = serve(
  commandRoutes.send,
  async ({ params, body, caller, idempotencyKey, now }) =>
    viewSent(await sendCommand(params.device_id!, body, caller, idempotencyKey, now), now),
  shape(CommandBody),
);

import { commandRoutes } from '../../../events/command/routes.ts';
import { serve } from '../../../lib/http.ts';
import { shape } from '../../../lib/shape.ts';
import { sendCommand } from '../send.ts';
import { view } from '../view.ts';

export const handler = serve(
  commandRoutes.send,
  async ({ params, body, caller, idempotencyKey, now }) => {
    const command = await sendCommand(params.device_id!, body, caller, idempotencyKey, now);
    const { device_id, command_id } = command;
    const location = `/v1/devices/${device_id}/commands/${command_id}`;
    return { status: 202, headers: { location }, body: view(command, now) };
  },
  shape,
);

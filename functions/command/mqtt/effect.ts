import { DeviceEffect } from '../../../events/internal.ts';
import { readMessage } from '../../../lib/message.ts';
import { settle } from '../settle.ts';

/** Rule `command_effect`: a state report has shown that a command was obeyed. */
export const handler = readMessage(DeviceEffect, ({ command_id, device_id, at }: DeviceEffect, now) =>
  settle(command_id, device_id, { what: 'effect', at }, now),
);

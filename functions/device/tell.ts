import type { ActionCommand } from '../../events/command/command.ts';
import type { Command } from '../../events/device/command.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { publish, publishText } from '../../lib/iot.ts';
import { log } from '../../lib/log.ts';
import { productsNow } from '../product/index.ts';
import { writeCommand } from './downlink.ts';
import { productIdsOf } from './products.ts';

/** Sends a command to its device, in the way that its product understands; `productId` where the caller knows it. */
export async function tellDevice(command: Command | ActionCommand, productId?: string): Promise<void> {
  const { device_id, command_id } = command;
  const id = productId ?? (await productIdsOf([device_id])).get(device_id) ?? '';
  const downlink = (await productsNow([id])).get(id)?.thing['skein:downlink'];
  if (!downlink) return publish(topicOf(topics.command, { device_id, command_id }), command);
  const text = writeCommand(downlink, command);
  if (text === undefined)
    log.info('a command that its product does not write', { device: device_id, type: command.type });
  else await publishText(topicOf(topics.downlink, { device_id, name: downlink.name }), text);
}

import type { ActionCommand } from '../../../../events/command/command.ts';
import type { Command } from '../../../../events/device/command.ts';
import { connectDevice } from '../../connection.ts';
import type { Device, Saying } from './device.ts';

interface Where {
  broker: string;
  /** By default a token of the laptop's issuer. */
  password?: string | undefined;
  /** Hears of what could not be published. */
  failed(topic: string, error: Error): void;
}

/** Gives a device its connection: it hears its commands, and what it says is published. */
export async function embodied(id: string, device: Device, { broker, password, failed }: Where) {
  const connection = await connectDevice(id, broker, password);
  const say = (sayings: Saying[]): void => {
    for (const { topic, payload } of sayings) {
      connection.publish(`devices/${id}/${topic}`, payload).catch((error: Error) => failed(topic, error));
    }
  };
  await connection.subscribe([`devices/${id}/commands/+`], (_, command) => {
    say(device.hear(command as Command | ActionCommand, Date.now()));
  });
  return { connection, say };
}

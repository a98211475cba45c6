import type { ActionCommand } from '../../events/command/command.ts';
import type { Refusal } from '../../events/reasons.ts';
import { refuse } from '../../lib/errors.ts';
import { fingerprint, once } from '../../lib/idempotency.ts';
import { PUBLISH_WITHIN } from '../../lib/outbox.ts';
import { script } from '../../lib/script.ts';
import { SECOND } from '../../lib/time.ts';
import { openCommand, pendingKeys, pendingParts, type readKnown, tellDevice } from '../device/index.ts';
import { checkInput, effectOf } from './action.ts';
import { type Command, endOf } from './command.ts';
import { keys } from './keys.ts';
import orderLua from './order.lua';
import { record } from './record.ts';
import { turns } from './turns.ts';

/** How many open commands a device may have. */
const MOST = 8;

/** What is asked of a device, and who hears of it. */
export type Order = Pick<Command, 'command_id' | 'action' | 'by' | 'account_id' | 'phone_id' | 'rollout_id'> & {
  input?: unknown;
  expires_in_s: number;
};

type Reply = { turn?: string } | { repeated: Command } | { refused: Refusal };

interface OrderInput {
  command: Command;
  entry: { command_id: string; action: string; sent_at: number; until_at: number; property?: string; is?: string };
  /** The open command of this action, which this one replaces. */
  replaces?: string;
  most: number;
  now: number;
  lives: number;
  publish_by: number;
}

const orderScript = /* @__PURE__ */ script<
  'command' | 'device' | 'of_device' | 'deadlines' | 'outbox',
  OrderInput,
  Reply
>(orderLua, [once, ...pendingParts, ...record]);

/**
 * Sends an action to a device, whoever asks. Throws a Problem with the reason. With the same id and request it may be
 * repeated: the answer is then the command as it is by now, and while the device has not answered, it is sent once more.
 */
export async function order(
  { id: device_id, device, product }: Awaited<ReturnType<typeof readKnown>>,
  { input, expires_in_s, ...asked }: Order,
  now: number,
): Promise<Command> {
  const actions = product?.thing.actions ?? {};
  const model = Object.hasOwn(actions, asked.action) && actions[asked.action];
  if (!model) throw refuse('action_unknown');
  checkInput(model, input);
  if (device.get('online') !== '1') throw refuse('device_offline');

  const expires_at = now + expires_in_s * SECOND;
  const wanted = effectOf(model, input, expires_at);
  const undo = model['skein:undo'];
  const command: Command = {
    ...asked,
    device_id,
    ...(input !== undefined && { input: JSON.stringify(input) }),
    state: 'sent',
    sent_at: now,
    expires_at,
    ...(wanted && { wanted }),
    ...(undo !== undefined && { undo }),
    fingerprint: fingerprint([asked.action, input ?? null, expires_in_s]),
  };
  const replaces = model['skein:repeat'] === 'replace' ? openCommand(device, asked.action, now) : undefined;
  const reply = await keep(command, replaces, now);
  if ('refused' in reply) throw refuse(reply.refused);
  const sent = 'repeated' in reply ? reply.repeated : command;
  if (sent.state === 'sent' && now < sent.expires_at) await tellDevice(toDevice(sent), product?.product_id);
  if ('turn' in reply && reply.turn) await turns.send([reply.turn], now);
  return sent;
}

function keep(command: Command, replaces: string | undefined, now: number): Promise<Reply> {
  const { command_id, device_id, action, sent_at, wanted } = command;
  const effect = wanted && { property: wanted.property, is: wanted.is };
  return orderScript(
    {
      ...pendingKeys(device_id),
      command: keys.command(command_id),
      of_device: keys.of_device(device_id),
      deadlines: keys.deadlines(),
      outbox: keys.outbox(),
      rest: replaces === undefined ? [] : [keys.command(replaces)],
    },
    {
      command,
      entry: { command_id, action, sent_at, until_at: endOf(command), ...effect },
      ...(replaces !== undefined && { replaces }),
      most: MOST,
      now,
      lives: keys.command.spec.lives,
      publish_by: now + PUBLISH_WITHIN,
    },
  );
}

const toDevice = ({ command_id, device_id, action, input, sent_at, expires_at }: Command): ActionCommand => ({
  command_id,
  type: 'action',
  device_id,
  action,
  ...(input !== undefined && { input: JSON.parse(input) as unknown }),
  sent_at,
  expires_at,
});

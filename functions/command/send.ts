import { randomUUID } from 'node:crypto';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ActionCommand, CommandBody } from '../../events/command/command.ts';
import type { ActionModel } from '../../events/product/thing-model.ts';
import type { Refusal } from '../../events/reasons.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { refuse } from '../../lib/errors.ts';
import type { Caller } from '../../lib/http.ts';
import { fingerprint, once, recordId } from '../../lib/idempotency.ts';
import { publish } from '../../lib/iot.ts';
import { script } from '../../lib/script.ts';
import { SECOND } from '../../lib/time.ts';
import { holderOf, pending, pendingKeys, readKnown } from '../device/index.ts';
import type { Command } from './command.ts';
import { keys } from './keys.ts';
import { permitted, rolesOf } from './permit.ts';
import sendLua from './send.lua';

/** How many open commands a device may have. */
const MOST = 8;

type SendReply = { sent: true } | { repeated: Command } | { refused: Refusal };

const sendScript = /* @__PURE__ */ script<'command' | 'device' | 'of_device' | 'deadlines', object, SendReply>(
  sendLua,
  [once, pending],
);

/**
 * Sends an action to a device for a caller who may ask for it. Throws a Problem with the reason. With the same key and
 * body it may be repeated: the answer is then the command as it is by now, and while the device has not answered, the
 * command is sent once more.
 */
export async function sendCommand(
  device_id: string,
  { action, input, expires_in_s }: CommandBody,
  caller: Caller,
  key: string | undefined,
  now: number,
): Promise<Command> {
  const { device, owners, product } = await readKnown(device_id);
  const actions = product?.thing.actions ?? {};
  if (!Object.hasOwn(actions, action)) throw refuse('action_unknown');
  const model = actions[action]!;
  const by = permitted(model, rolesOf(caller, { owners, holder: holderOf(device, now) }));
  if (!by) throw refuse('action_not_allowed');
  checkInput(model, input);
  if (device.get('online') !== '1') throw refuse('device_offline');

  const expires_at = now + expires_in_s * SECOND;
  const wanted = effectOf(model, input, expires_at);
  const command: Command = {
    command_id: `command-${recordId([caller.sub, device_id], key ?? randomUUID())}`,
    device_id,
    action,
    ...(input !== undefined && { input: JSON.stringify(input) }),
    by,
    state: 'sent',
    sent_at: now,
    expires_at,
    ...(wanted && { wanted }),
    ...(model['skein:undo'] !== undefined && { undo: model['skein:undo'] }),
    ...(caller.role === 'rider' && { account_id: caller.sub, ...(caller.phone_id && { phone_id: caller.phone_id }) }),
    fingerprint: fingerprint([action, input ?? null, expires_in_s]),
  };
  const reply = await keep(command, now);
  if ('refused' in reply) throw refuse(reply.refused);
  const sent = 'repeated' in reply ? reply.repeated : command;
  if (sent.state === 'sent' && now < sent.expires_at) await publish(topicOf(topics.command, sent), toDevice(sent));
  return sent;
}

function keep(command: Command, now: number): Promise<SendReply> {
  const { command_id, device_id, action, sent_at, expires_at, wanted } = command;
  const effect = wanted && { property: wanted.property, is: wanted.is };
  return sendScript(
    {
      ...pendingKeys(device_id),
      command: keys.command(command_id),
      of_device: keys.of_device(device_id),
      deadlines: keys.deadlines(),
    },
    {
      command,
      entry: { command_id, action, sent_at, until_at: wanted?.until_at ?? expires_at, ...effect },
      most: MOST,
      now,
      lives: keys.command.spec.lives,
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

/** An input that is left out is an empty object, where the product wants one. */
function checkInput({ input: schema }: ActionModel, input: unknown): void {
  if (!schema) {
    if (input !== undefined) throw refuse('input_invalid', 'The action takes no input.');
    return;
  }
  const validator = Compile(schema as TSchema);
  const given = input ?? (schema.type === 'object' ? {} : undefined);
  if (validator.Check(given)) return;
  const [error] = validator.Errors(given);
  throw refuse('input_invalid', `/input${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}.`);
}

/** What shows that it was obeyed; `{version}` stands for that member of the input. */
function effectOf({ 'skein:effect': effect }: ActionModel, input: unknown, expiresAt: number): Command['wanted'] {
  if (!effect) return undefined;
  const { property, is, within_s } = effect;
  const member = typeof is === 'string' ? /^\{(\w+)\}$/.exec(is)?.[1] : undefined;
  const value = member === undefined ? is : (input as Record<string, unknown> | undefined)?.[member];
  if (value === undefined) return undefined;
  return { property, is: JSON.stringify(value), until_at: expiresAt + within_s * SECOND };
}

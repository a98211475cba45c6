import Type from 'typebox';
import { PAGE } from '../page.ts';
import { route } from '../route.ts';
import { ActionInput, CommandBody, CommandPage, CommandView } from './command.ts';

const params = { device_id: 'device_unknown', command_id: 'command_unknown' } as const;
const example = { device_id: 'washer-1', command_id: 'command-6f1d3a0c5b7e4f2a9c8d7e6f5a4b3c2d' };

const input = { version: '2.1.0', url: 'https://example.com/2.1.0.bin', sha256: 'c'.repeat(64) };

const SEND_REFUSALS = [
  'device_unknown',
  'action_unknown',
  'action_not_allowed',
  'input_invalid',
  'device_offline',
  'command_pending',
  'too_many_commands',
  'idempotency_key_reused',
] as const;

export const commandRoutes = {
  send: route('POST /v1/devices/{device_id}/commands', {
    about: 'Tells a device to do something that its product names; who may say so is the product to say, too.',
    roles: ['operator', 'rider'],
    params: { device_id: params.device_id },
    body: CommandBody,
    idempotency: 'optional',
    answers: { 202: CommandView },
    refusals: SEND_REFUSALS,
    example: { params: { device_id: example.device_id }, body: { action: 'update', input } },
  }),
  invoke: route('POST /v1/devices/{device_id}/actions/{action}', {
    about: 'The same with the input alone as body, as the Thing Description of the device says.',
    roles: ['operator', 'rider'],
    params: { device_id: params.device_id, action: 'action_unknown' },
    body: Type.Optional(ActionInput),
    idempotency: 'optional',
    answers: { 202: CommandView },
    refusals: SEND_REFUSALS,
    example: { params: { device_id: example.device_id, action: 'update' }, body: input },
  }),
  list: route('GET /v1/devices/{device_id}/commands', {
    about: 'A page of the commands that a device was given, newest first.',
    roles: ['operator', 'rider'],
    params: { device_id: params.device_id },
    query: PAGE,
    answers: { 200: CommandPage },
    refusals: ['device_unknown', 'device_private'],
    example: { params: { device_id: example.device_id } },
  }),
  get: route('GET /v1/devices/{device_id}/commands/{command_id}', {
    about: 'What has become of a command.',
    roles: ['operator', 'rider'],
    params,
    answers: { 200: CommandView },
    refusals: ['command_unknown'],
    example: { params: example },
  }),
};

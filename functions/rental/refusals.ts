import { Problem } from '../../lib/errors.ts';

/** Why a rental does not come about, and the status that it answers with. */
const REFUSALS = {
  code_invalid: [400, 'The code is none of ours.'],
  code_expired: [410, 'The code has been replaced by a newer one.'],
  device_unknown: [404, 'No such device is registered.'],
  device_offline: [409, 'The device has no connection at the moment.'],
  device_in_use: [409, 'Somebody else has the device.'],
  device_out_of_service: [409, 'The device cannot be rented.'],
  account_unknown: [403, 'There is no account for this token.'],
  account_blocked: [403, 'The account is blocked.'],
  insufficient_balance: [402, 'The balance does not cover what has to be set aside.'],
  too_many_rentals: [409, 'The account has as many rentals as it may.'],
  idempotency_key_reused: [422, 'This Idempotency-Key came with another body before.'],
} as const satisfies Record<string, readonly [number, string]>;

export type Refusal = keyof typeof REFUSALS;

export const refusal = (reason: Refusal): Problem => new Problem(REFUSALS[reason][0], reason, REFUSALS[reason][1]);

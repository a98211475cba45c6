/**
 * Why a request is refused: the status of the answer, and what it says to people. Programs read the reason.
 * Beside these there is `invalid_<name>` (400), which names the parameter, header or member of the body at fault.
 */
export const REFUSALS = {
  token_missing: [401, 'Send a valid token as "Authorization: Bearer …".'],
  token_expired: [401, 'The token has expired; get a new one.'],
  token_invalid: [401, 'The token is not one of the issuer that this deployment trusts.'],
  role_not_allowed: [403, "The token's role may not do this."],

  venue_unknown: [404, 'No such venue is registered.'],
  device_unknown: [404, 'No such device is registered.'],
  property_unknown: [404, 'The device has no such property, or has not said it yet.'],
  product_unknown: [404, 'No such product is registered.'],
  account_unknown: [404, 'No such account is registered.'],
  rental_unknown: [404, 'There is no such rental of yours.'],
  feed_unknown: [404, 'There is no such feed.'],
  document_unknown: [404, 'There is no such document.'],

  model_invalid: [400, 'The model is not valid.'],
  version_older: [409, 'A newer version of the model is registered.'],
  version_taken: [409, 'This version of the model is registered with another content; give it a new one.'],
  kind_fixed: [409, 'A device keeps its kind; register another id.'],
  device_private: [403, 'Only operators, partners, its owners and the device itself may read this.'],
  not_owner: [403, 'Only an owner of the device may share it.'],
  last_owner: [409, 'A device keeps an owner: name another one first, or ask the operator.'],
  too_many_devices: [409, 'The account has as many devices as it may.'],

  action_unknown: [404, 'The product of the device has no such action.'],
  action_not_allowed: [403, 'The product lets nobody in this role ask for the action.'],
  input_invalid: [400, 'The input is not what the product allows for the action.'],
  command_unknown: [404, 'The device was given no such command.'],
  command_pending: [409, 'The device is still at an action of this name.'],
  too_many_commands: [409, 'The device has as many open commands as it may.'],

  rollout_unknown: [404, 'There is no such rollout.'],
  rollout_over: [409, 'The rollout is over.'],

  series_unavailable: [503, 'The time series database cannot be asked at the moment.'],

  rule_unknown: [404, 'There is no such rule.'],
  rule_invalid: [400, 'The rule is not valid.'],
  too_many_rules: [409, 'There are as many rules as there may be.'],

  code_invalid: [400, 'The code is none of ours.'],
  request_too_old: [408, 'The request arrived too late to be carried out; send it again.'],
  code_expired: [410, 'The code has been replaced by a newer one.'],
  device_offline: [409, 'The device has no connection at the moment.'],
  device_in_use: [409, 'Somebody else has the device.'],
  device_out_of_service: [409, 'The device cannot be rented.'],
  account_blocked: [403, 'The account is blocked.'],
  currency_fixed: [409, 'An account keeps its currency; register another one.'],
  currency_differs: [409, 'The account is in another currency than the price.'],
  insufficient_balance: [402, 'The balance does not cover what has to be set aside.'],
  too_many_cancels: [429, 'Too many requests of the account were cancelled; rent again in ten minutes.'],
  too_many_rentals: [409, 'The account has as many rentals as it may.'],
  idempotency_key_reused: [422, 'This Idempotency-Key came with another request before.'],

  not_acceptable: [406, 'The answer does not come in a format that the request accepts.'],
  answer_too_large: [400, 'The answer is larger than the gateway hands on; ask for less.'],
  internal: [500, 'Something failed on our side; the request may be repeated.'],
} as const satisfies Record<string, readonly [status: number, text: string]>;

export type Refusal = keyof typeof REFUSALS;

/** Why a message of a device, or a part of it, does not count. */
export const REJECTIONS = {
  malformed: 'It is not JSON, or not of the schema.',
  at_in_seconds: 'Its time is in seconds; times are in milliseconds.',
  clock_unset: "The device's clock was never set; the time at which the broker took the report counts.",
  clock_ahead: "The device's clock is more than a minute ahead of the broker's.",

  device_unknown: 'No such device is registered.',
  property_undeclared: 'The product has no such property.',
  property_invalid: 'The value is none that the product allows for the property.',
  outside_bounds: 'The position lies outside of the bounds of the product.',
  jump: 'The device would have moved faster than its product does.',

  venue_unknown: 'It names a venue that is not registered.',
  floor_unknown: 'The venue has no such floor.',
  too_late: 'It is older than 24 hours.',
  outside_venue: "A position lies outside of the floor's bounds.",
  count_out_of_range: 'A cell has less than 0 or more than max_people_per_cell people.',
  duplicate: 'It was delivered before.',

  rental_unknown: 'It names no rental of this device.',
  rental_cancelled: 'The rental that it names came to nothing.',
  rental_over: 'The rental that it names was over more than 7 days before.',
  meter_unknown: 'The rental that it names is not paid by this meter.',
} as const;

export type RejectionReason = keyof typeof REJECTIONS;

import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

export const keys = {
  device: key('device:{device_id}', {
    type: 'hash',
    holds: 'registration, presence, last state, lease',
    lives: 'for good',
    fields: {
      kind: 'its product; set at registration, and never changed',
      status: "the operator's word: available or out_of_service",
      venue_id: 'where it belongs, or empty',
      position: 'JSON [lng, lat], where it reported from last, else where it was registered',
      position_at: 'when it reported from there, ms',
      code_version: 'of its sticker; only grows',
      vehicle_id: 'its id in the GBFS feed, another after each trip',
      online: '1 or 0',
      session: 'of its last connection',
      session_version: 'of its last connection',
      session_at: 'when it connected or went, ms',
      state_boot: 'of its last state report',
      state_seq: 'of its last state report',
      state_at: 'of its last state report, ms',
      reported_status: 'the word of the device, or empty',
      'property:{name}': 'the last value of a property (JSON)',
      pending: 'the commands that are open on it (JSON)',
      rollout: 'the rollout that it is a target of',
      lease_rental: 'the rental that has it',
      lease_phone: 'the phone that has it',
      lease_until: 'when the lease is over, ms',
      fence: 'grows by one with every lease',
    },
  }),
  owners: key('device:{device_id}:owners', {
    type: 'hash',
    holds: 'account id -> owner or guest',
    lives: 'for good',
  }),
  account_devices: key('account:{account_id}:devices', {
    type: 'set',
    holds: 'devices that it owns or is a guest of',
    lives: 'for good',
  }),
  products: key('devices:products', { type: 'hash', holds: 'device id -> product', lives: 'for good' }),
  all: key('devices', { type: 'zset', holds: 'product/device id of every device, in this order', lives: 'for good' }),
  at_venue: key('venue:{venue_id}:devices', {
    type: 'zset',
    holds: 'product/device id of those that are or were registered there, in this order',
    lives: 'for good',
  }),
  rentable: key('devices:rentable', {
    type: 'geo',
    holds: 'product/device id of those that can be rented now, by place',
    lives: 'while they can be',
  }),
  facts: key('devices:rentable:facts', {
    type: 'hash',
    holds: 'product/device id -> what lists show of one that can be rented (JSON)',
    lives: 'for good',
  }),
  vehicles: key('vehicles', {
    type: 'hash',
    holds: 'vehicle id of the GBFS feed -> device id: one for each registered device, so the list of them all',
    lives: 'one for each device',
  }),
  reissued: key('reissue:{record_id}', {
    type: 'string',
    holds: 'what a reissue of a code with this idempotency key has answered (JSON)',
    lives: 7 * DAY,
  }),
  changes: key('devices:changes', {
    type: 'zset',
    holds: 'changes of watched properties (JSON) by when the sweeper may publish them, ms',
    lives: 'until published',
  }),
  outbox: key('devices:outbox', {
    type: 'zset',
    holds: 'internal events (JSON) by when the sweeper may publish them, ms',
    lives: 'until published',
  }),
};

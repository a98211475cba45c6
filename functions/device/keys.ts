import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

export const keys = {
  device: key('device:{device_id}', {
    type: 'hash',
    holds: 'registration, presence, last state, lease',
    lives: 'for good',
    fields: {
      kind: 'set at registration, and never changed',
      status: "the operator's word: available or out_of_service",
      venue_id: 'where it belongs, or empty',
      position: 'JSON [lng, lat], where it was registered',
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
      state: 'its last state report (JSON)',
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
  geo: key('devices:geo:{kind}', { type: 'geo', holds: "places of the kind's devices", lives: 'for good' }),
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
  outbox: key('devices:outbox', {
    type: 'zset',
    holds: 'internal events (JSON) by when the sweeper may publish them, ms',
    lives: 'until published',
  }),
};

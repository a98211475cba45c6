import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

export const keys = {
  lines: key('usage:{hour}', {
    type: 'zset',
    holds: 'what was used and paid (JSON) by when it was settled, ms',
    lives: 100 * DAY,
    backup: true,
  }),
  of_device: key('usage:device:{device_id}', {
    type: 'zset',
    holds: 'the same of one device',
    lives: 100 * DAY,
    backup: true,
  }),
  unattributed: key('usage:unattributed:{device_id}', {
    type: 'hash',
    holds: '"rental meter" -> what was counted for no rental that could pay it (JSON)',
    lives: 30 * DAY,
    backup: true,
  }),
  unattributed_devices: key('usage:unattributed', {
    type: 'zset',
    holds: 'devices that have counted for no rental, in the order of their ids',
    lives: 'until it is read that all of it has expired',
    backup: true,
  }),
};

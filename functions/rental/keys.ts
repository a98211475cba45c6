import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

/** How long a rental can be read once it is over; then it is archived (archive.ts). */
const KEPT = 90 * DAY;

export const keys = {
  rental: key('rental:{rental_id}', {
    type: 'string',
    holds: 'the rental (JSON)',
    lives: `until it is archived, ${KEPT / DAY} days after its end`,
    backup: 'account',
  }),
  rentals: key('account:{account_id}:rentals', {
    type: 'zset',
    holds: 'rental id by the time it was requested, ms',
    lives: 'as long as each rental',
    backup: 'account',
  }),
  device_rentals: key('device:{device_id}:rentals', {
    type: 'zset',
    holds: 'rental id by the time it was requested, ms',
    lives: 'as long as each rental',
    backup: 'account',
  }),
  ended: key('rentals:ended', {
    type: 'zset',
    holds: 'rental id by when it ended, ms: those that are to be archived',
    lives: KEPT,
    backup: 'account',
  }),
  used: key('rental:{rental_id}:used', {
    type: 'string',
    holds:
      'JSON { device_id, meter, quantity: the most that was reported, to? (when, by the device, ms), ' +
      'rate?: how much flows a second, active?: whether the rental has begun, settled?: the quantity that is paid for, once the rental is over }',
    lives: 7 * DAY,
    backup: 'account',
  }),
  deadlines: key('rentals:deadlines', {
    type: 'zset',
    holds: 'rental id by when it is to be looked at next, ms',
    lives: 'until it is over',
    backup: 'account',
  }),
  outbox: key('rentals:outbox', {
    type: 'zset',
    holds: 'what device and phone are to be told (JSON) by when the sweeper may tell it, ms',
    lives: 'until told',
    backup: true,
  }),
};

import { key } from '../../lib/key.ts';

export const keys = {
  rental: key('rental:{rental_id}', { type: 'string', holds: 'the rental (JSON)', lives: 'for good' }),
  rentals: key('account:{account_id}:rentals', {
    type: 'zset',
    holds: 'rental id by the time it was requested, ms',
    lives: 'for good',
  }),
  deadlines: key('rentals:deadlines', {
    type: 'zset',
    holds: 'rental id by its next deadline, ms',
    lives: 'until it is over',
  }),
  outbox: key('rentals:outbox', {
    type: 'zset',
    holds: 'what device and phone are to be told (JSON) by when the sweeper may tell it, ms',
    lives: 'until told',
  }),
};

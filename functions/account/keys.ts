import { key } from '../../lib/key.ts';
import { DAY, HOUR } from '../../lib/time.ts';

export const keys = {
  account: key('account:{account_id}', {
    type: 'hash',
    holds: 'limits and money; amounts in minor units',
    lives: 'for good',
    backup: 'account',
    fields: {
      currency: 'ISO 4217; an account without one is not registered',
      blocked: '1 or 0',
      max_rentals: 'how many rentals may be open at once',
      balance: 'the sum of the ledger; never less than 0',
      outstanding: 'what is owed beside it, and paid by the next credit',
      open: 'JSON: rental id -> { hold, lapses_at (ms)?, is_over? }, what rentals have set aside',
      cancels: 'JSON { since (ms), count }: requests that were cancelled by their renter within ten minutes',
      spent: 'JSON: kind -> day (ms) -> amount, of the last week, for caps by day',
    },
  }),
  ledger: key('account:{account_id}:ledger', {
    type: 'list',
    holds: 'lines (JSON), oldest first; appended to only',
    lives: 'for good',
    backup: 'account',
  }),
  phone: key('phone:{phone_id}', {
    type: 'string',
    holds: 'JSON { account, since (ms) }: the account that a phone has connected for',
    lives: 25 * HOUR,
    backup: true,
  }),
  credited: key('credit:{record_id}', {
    type: 'string',
    holds: 'what a credit with this idempotency key has answered (JSON)',
    lives: 7 * DAY,
    backup: true,
  }),
};

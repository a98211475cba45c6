import { key } from '../../lib/key.ts';

export const keys = {
  products: key('products', {
    type: 'hash',
    holds: 'product id -> its newest model, as it was sent and with what it extends filled in (JSON)',
    lives: 'for good, also when it is retired',
    backup: true,
  }),
  prices: key('prices', {
    type: 'hash',
    holds:
      'product id, or product id@venue id where it costs something else there -> hold, currency, tariff (JSON); ' +
      'product id#start -> how a rental starts it (JSON)',
    lives: 'until it is retired',
    backup: true,
  }),
  tariffs: key('product:{product_id}:tariffs', {
    type: 'list',
    holds: 'what it has cost, the oldest first: version, since when, terms (JSON)',
    lives: 'for good',
    backup: true,
  }),
};

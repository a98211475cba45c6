import { key } from '../../lib/key.ts';

export const keys = {
  vehicles: key('gbfs:vehicles', {
    type: 'string',
    holds: 'the vehicles that can be rented, as they were read last (JSON, gzip, base64)',
    lives: 'until they are read again',
    backup: false,
  }),
};

import { key } from '../../lib/key.ts';

export const keys = {
  venues: key('venues', { type: 'hash', holds: 'venue id -> venue (JSON)', lives: 'for good', backup: true }),
};

import { key } from '../../lib/key.ts';

export const keys = {
  counts: key('rejections:{day}', {
    type: 'hash',
    holds: '"said reason device", "total device" -> count',
    lives: 'eight days from its beginning',
    backup: false,
  }),
  samples: key('rejections:{day}:samples', {
    type: 'hash',
    holds: '"slot device" -> a message that did not count (JSON)',
    lives: 'eight days from its beginning',
    backup: false,
  }),
  told: key('rejections:told', {
    type: 'zset',
    holds: 'devices that have just been told, by when they may be told again, ms',
    lives: 'until then',
    backup: false,
  }),
};

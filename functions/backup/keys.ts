import { key } from '../../lib/key.ts';

export const keys = {
  restoring: key('backup:restoring', {
    type: 'string',
    holds: 'the backup that is being restored into this Redis, by the sha256 of its manifest',
    lives: 'until all of it is there',
    backup: false,
  }),
};

import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

export const keys = {
  command: key('command:{command_id}', { type: 'string', holds: 'the command (JSON)', lives: 30 * DAY, backup: true }),
  of_device: key('device:{device_id}:commands', {
    type: 'zset',
    holds: 'command id by the time it was sent, ms',
    lives: '30 days from its last command',
    backup: true,
  }),
  deadlines: key('commands:deadlines', {
    type: 'zset',
    holds: 'command id by when its time is over, ms',
    lives: 'until it is settled',
    backup: true,
  }),
  outbox: key('commands:outbox', {
    type: 'zset',
    holds: 'what phones and devices are to be told (JSON) by when the sweeper may tell it, ms',
    lives: 'until told',
    backup: true,
  }),
};

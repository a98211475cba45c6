import { key } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';

/** How long a rollout can be read. */
export const LIVES = 90 * DAY;

export const keys = {
  rollout: key('rollout:{rollout_id}', {
    type: 'string',
    holds: 'what was asked for (JSON)',
    lives: LIVES,
    backup: true,
  }),
  progress: key('rollout:{rollout_id}:progress', {
    type: 'hash',
    holds: 'how far it is',
    lives: '90 days',
    backup: true,
    fields: {
      phase: 'planning, canary or running',
      held: 'paused, halted, stopped, or empty',
      changed_at: 'when that was changed last, ms',
      planned: 'the place in the list of devices up to which targets have been chosen',
      shard: 'the first shard that may have waiting targets',
      left_to: 'the first shard that may have targets to leave, once it is stopped',
      window: 'the minute in which targets were told last, ms',
      used: 'how many were told in it',
      base_done: 'how many were done when it was resumed after a halt',
      base_failed: 'how many had failed then',
      total: 'targets',
      waiting: 'targets in this state',
      offline: 'targets in this state',
      sent: 'targets in this state',
      done: 'targets in this state',
      failed: 'targets in this state',
      left: 'targets in this state',
      skipped: 'devices that another rollout had',
    },
  }),
  targets: key('rollout:{rollout_id}:targets:{shard}', {
    type: 'hash',
    holds: 'device id -> state, and the reason of a failure; about 500 devices, chosen by a hash of the id',
    lives: '90 days from when the last was chosen',
    backup: true,
  }),
  back: key('rollout:{rollout_id}:back', {
    type: 'set',
    holds: 'waiting targets that were offline and have a connection again',
    lives: 'until told',
    backup: true,
  }),
  taken: key('rollout:{rollout_id}:taken', {
    type: 'zset',
    holds: 'targets that are being told, by since when, ms',
    lives: 'until told',
    backup: true,
  }),
  all: key('rollouts', {
    type: 'zset',
    holds: 'rollout id by when it was created, ms',
    lives: 'for good',
    backup: true,
  }),
  open: key('rollouts:open', {
    type: 'set',
    holds: 'rollouts that are not over',
    lives: 'until they are over',
    backup: true,
  }),
};

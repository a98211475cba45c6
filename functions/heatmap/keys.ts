import { key } from '../../lib/key.ts';

export const keys = {
  minute: key('heatmap:{venue_id}:minute:{floor}:{start}', {
    type: 'hash',
    holds: 'cell -> "sum samples peak"',
    lives: '48 hours from its start',
    backup: false,
  }),
  rolled: key('heatmap:{venue_id}:{level}:{floor}:{start}', {
    type: 'string',
    holds: 'an hour or a day: [[cell, sum, minutes, peak, samples], …] (JSON)',
    lives: "an hour's bucket 90 days, a day's 3 years, from its start",
    backup: true,
  }),
  dirty: key('heatmap:{venue_id}:dirty', {
    type: 'hash',
    holds: '"level floor start" -> token of its last change',
    lives: 'until rolled up',
    backup: false,
  }),
  seen: key('heatmap:{venue_id}:seen:{start}', {
    type: 'hash',
    holds: 'device id -> which of its reports of these ten minutes were seen (JSON)',
    lives: '25 hours from its end',
    backup: true,
  }),
  places: key('heatmap:{venue_id}:devices', {
    type: 'hash',
    holds: 'device id -> where it was last (JSON): one for each device that has reported there',
    lives: 'for good',
    backup: true,
  }),
  verdicts: key('heatmap:{venue_id}:verdicts', {
    type: 'hash',
    holds:
      '"accepted", reason, "reason device" -> count: at most one for each reason of each device that has reported there',
    lives: 'for good',
    backup: true,
  }),
  samples: key('heatmap:{venue_id}:samples', {
    type: 'hash',
    holds: '"reason slot" -> a rejected report (JSON)',
    lives: 'the newest twenty of each reason',
    backup: false,
  }),
};

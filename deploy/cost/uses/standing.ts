import type { Use } from '../bill.ts';
import {
  A_DAY,
  BACKUP_COMMANDS,
  FEED_COMMANDS,
  GB,
  KEPT,
  OWN_METRICS,
  POLLERS,
  ROLLUP_COMMANDS,
  RUNS,
  SCHEDULE_COMMANDS,
  SECRET_CALLS,
} from '../counts.ts';
import type { Deployed } from '../deployed.ts';
import type { Fleet } from '../fleet.ts';
import { callsOf } from './calls.ts';

/** What a stack uses by being there, and what its schedules find to do. */
export function usesOfStack(fleet: Fleet, deployed: Deployed): Use[] {
  const { schedules, queues } = deployed;
  const polls = (queues.length * POLLERS.least * A_DAY.seconds) / POLLERS.wait;
  return [
    ...(fleet.ingest === 'sqs'
      ? [{ price: 'sqs', by: `${queues.length} queues asked in vain`, quantity: polls } as const]
      : [{ price: 'streamHour', by: `${queues.length} streams`, quantity: queues.length * 24 } as const]),
    ...schedules.flatMap(({ times, memory }) => callsOf({ by: 'schedules', times, ms: times * RUNS.schedule, memory })),
    ...schedules.map(({ name, times }) => {
      const commands = SCHEDULE_COMMANDS[name];
      if (commands === undefined) throw new Error(`no count says what the schedule ${name} asks of Redis`);
      return { price: 'redisCommand', by: 'schedules', quantity: times * commands } as const;
    }),
    { price: 'redisCommand', by: 'the nightly backup', quantity: fleet.devices * BACKUP_COMMANDS },
    { price: 'redisCommand', by: 'rollups', quantity: fleet.venues * 24 * ROLLUP_COMMANDS },
    { price: 'redisCommand', by: 'vehicles of the feed', quantity: A_DAY.minutes * feedCommands(fleet) },
    { price: 'redisStorage', by: 'devices, heat, rentals', quantity: storedGB(fleet) },
    { price: 'secret', by: 'deployed', quantity: deployed.secrets },
    {
      price: 'secretCall',
      by: 'schedules',
      quantity: schedules.reduce((sum, { times }) => sum + Math.min(times, SECRET_CALLS), 0),
    },
    { price: 'parameter', by: 'deployed', quantity: deployed.parameters },
    { price: 'alarm', by: 'metrics that they ask about', quantity: deployed.alarms },
    { price: 'dashboard', by: 'deployed', quantity: deployed.dashboards },
    { price: 'metric', by: 'functions', quantity: OWN_METRICS },
  ];
}

/** A fleet that rents has its vehicles in the feed. */
const feedCommands = ({ devices, rentals }: Fleet): number =>
  rentals > 0 ? FEED_COMMANDS.each * Math.ceil(devices / FEED_COMMANDS.vehicles) : 0;

/** What Redis holds. */
export const storedGB = ({ devices, venues, rentals }: Fleet): number =>
  (devices * KEPT.device + venues * KEPT.venueDay * KEPT.days + rentals * KEPT.rental * KEPT.rentalDays) / GB;

import { doorOf, readDomain, readDomains, readDoors } from '../doors.mjs';
import type { Watched } from './alarms.ts';

/** What of a stack is worth watching. */
export function watchedOf(
  { stage, archive }: { stage: string; archive?: string },
  resources: Record<string, object>,
): Watched {
  const queues = Object.entries(resources as Record<string, { Type: string }>).flatMap(([id, { Type }]) =>
    Type === 'AWS::SQS::Queue' ? [id] : [],
  );
  const isDead = (id: string) => id.endsWith('DeadLetters');
  return {
    stage,
    functions: {
      readers: readDomains().flatMap(readersIn),
      schedules: readDoors().flatMap(({ kind, key }) => (kind === 'schedule' ? [key] : [])),
    },
    queues: queues.filter((id) => !isDead(id)),
    deadLetters: queues.filter(isDead),
    archive: archive === 'on',
  };
}

/** The functions of a domain that read queues. */
const readersIn = (domain: string): string[] =>
  Object.values(readDomain(domain).rules ?? {}).flatMap(({ queue }) => (queue ? [doorOf(domain, queue).key] : []));

import { hashOf, redis } from '../../lib/redis.ts';
import { keys } from './keys.ts';

type Counts = Record<string, number>;

export interface Rejections {
  accepted: number;
  /** By reason. */
  rejected: Counts;
  /** By device, then by reason. */
  devices: Record<string, Counts>;
  /** The newest of each reason, as apply.lua or ingest.ts described them. */
  samples: unknown[];
}

/** What became of a venue's reports, since its first. */
export async function readRejections(venue: string): Promise<Rejections> {
  const pipeline = redis().pipeline();
  pipeline.hgetall(keys.verdicts(venue));
  pipeline.hgetall(keys.samples(venue));
  const [verdicts, samples] = (await pipeline.exec<unknown[]>()).map(hashOf) as [
    Map<string, string>,
    Map<string, string>,
  ];

  const { accepted = '0' } = Object.fromEntries(verdicts);
  verdicts.delete('accepted');
  const rejected: Counts = {};
  const devices = new Map<string, Counts>();
  for (const [field, count] of verdicts) {
    const [reason, device] = partAt(field, ' ');
    if (device === undefined) rejected[reason] = Number(count);
    else devices.set(device, { ...devices.get(device), [reason]: Number(count) });
  }
  return {
    accepted: Number(accepted),
    rejected,
    devices: Object.fromEntries(devices),
    samples: [...samples.values()].map((text) => JSON.parse(text) as unknown),
  };
}

/** A reason holds no blank; a device id may. */
function partAt(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

import { shardsFor } from './batches.ts';
import { charge, total } from './bill.ts';
import { A_DAY } from './counts.ts';
import type { Deployed } from './deployed.ts';
import { estimate } from './estimate.ts';
import type { Fleet } from './fleet.ts';
import { PRICES } from './prices.ts';

type Read = (ingest: Fleet['ingest']) => Deployed;

/** Other ways to run the same fleet, by the option that asks for each, with the dollars a day of all of it, as far as they differ. */
export function alternatives(fleet: Fleet, read: Read): [way: string, perDay: number][] {
  const changes: [string, Partial<Fleet>][] = [
    ['--basic-ingest 1', { basicIngest: 1 }],
    ['--ingest sqs', { ingest: 'sqs' }],
    ['--ingest kinesis', { ingest: 'kinesis' }],
    ['--redis payg', { redis: 'payg' }],
    ['--redis fixed', { redis: 'fixed' }],
  ];
  const ways = changes
    .filter(([, change]) => Object.entries(change).some(([name, value]) => fleet[name as keyof Fleet] !== value))
    .map(([option, change]): [string, number] => {
      const other = { ...fleet, ...change };
      return [option, estimate(other, read(other.ingest)).perDay];
    });
  const provisioned: [string, number] = ['--ingest kinesis, if its shards were provisioned', onShards(fleet, read)];
  const { perDay: now } = estimate(fleet, read(fleet.ingest));
  const isWorthSaying = (perDay: number) => Number.isFinite(perDay) && Math.abs(perDay - now) >= 0.01;
  return [...ways, provisioned].filter(([, perDay]) => isWorthSaying(perDay));
}

/** Streams with a fixed number of shards, as many as carry twice the average. The template makes none. */
function onShards(fleet: Fleet, read: Read): number {
  const deployed = read('kinesis');
  const { charges, perDay } = estimate({ ...fleet, ingest: 'kinesis' }, deployed);
  const streams = charges.filter(({ price }) => PRICES[price].service === PRICES.streamHour.service);
  const busy = [fleet.crowd, 1 - fleet.crowd].map((part) => shardsFor((fleet.messages * part) / A_DAY.seconds, 1));
  const shards = busy.reduce((sum, some) => sum + some, deployed.queues.length - busy.length);
  const uses = [
    { price: 'shardHour', by: 'streams', quantity: shards * 24 },
    { price: 'put', by: 'streams', quantity: fleet.messages },
  ] as const;
  return perDay - total(streams) + total(charge(uses));
}

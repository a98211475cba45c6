import { batchesADay, distinct } from '../batches.ts';
import type { Use } from '../bill.ts';
import {
  A_DAY,
  ARCHIVE,
  CROWD_COMMANDS,
  GB,
  MESSAGE,
  POLLERS,
  REFRESH,
  RUNS,
  SECRET_CALLS,
  SQS_BATCH,
  STATE_COMMANDS,
} from '../counts.ts';
import type { Deployed } from '../deployed.ts';
import type { Fleet } from '../fleet.ts';
import { callsOf, instancesFor } from './calls.ts';

interface Kind {
  by: string;
  topic: 'crowd_report' | 'state_report';
  door: string;
  messages: number;
  /** Redis commands of a batch with so many messages. */
  commands: (size: number) => number;
  /** Lines of log of such a batch. */
  lines: (size: number) => number;
}

const kindsOf = ({ messages, crowd, venues }: Fleet): Kind[] => [
  {
    by: 'crowd reports',
    topic: 'crowd_report',
    door: 'heatmapIngest',
    messages: messages * crowd,
    commands: (size) => CROWD_COMMANDS.venue * distinct(size, venues),
    lines: (size) => 1 + distinct(size, venues),
  },
  {
    by: 'state reports',
    topic: 'state_report',
    door: 'deviceState',
    messages: messages * (1 - crowd),
    commands: () => STATE_COMMANDS,
    lines: () => 1,
  },
];

/** What the messages of the devices use, from the broker until they are in Redis. */
export function usesOfMessages(fleet: Fleet, deployed: Deployed): Use[] {
  return kindsOf(fleet)
    .filter(({ messages }) => messages > 0)
    .flatMap((kind) => [...usesOfKind(kind, fleet, deployed), ...(fleet.archive ? usesOfArchive(kind) : [])]);
}

function usesOfKind({ by, topic, door, messages, commands, lines }: Kind, fleet: Fleet, deployed: Deployed): Use[] {
  const queue = deployed.queues.find((one) => one.door === door);
  if (!queue) throw new Error(`no queue feeds ${door}`);
  const batches = batchesADay(fleet.ingest, queue, messages);
  const size = messages / batches;
  const published = messages * (1 - fleet.basicIngest);
  const ms = batches * RUNS.batch + messages * RUNS.message;
  const instances = instancesFor(ms);
  return [
    { price: 'message', by, quantity: published },
    // Basic Ingest names its rule; what is published triggers each rule that hears the topic
    { price: 'rule', by, quantity: published * deployed.rulesOf(topic) + (messages - published) },
    { price: 'action', by, quantity: messages },
    ...(fleet.ingest === 'sqs' ? throughSqs(by, messages, batches) : throughKinesis(by, messages)),
    ...callsOf({ by, times: batches, ms, memory: queue.memory, lines: batches * lines(size) }),
    { price: 'redisCommand', by, quantity: batches * commands(size) },
    {
      price: 'redisCommand',
      by: 'products and venues read anew',
      quantity: REFRESH.commands * Math.min(batches, instances * REFRESH.times),
    },
    { price: 'redisTransfer', by, quantity: (messages * MESSAGE.toRedis) / GB },
    { price: 'transfer', by, quantity: (messages * MESSAGE.toRedis) / GB },
    { price: 'secretCall', by, quantity: Math.min(batches, instances * SECRET_CALLS) },
  ];
}

/** A receive takes what is there: a message or two of a small fleet, ten of a large one. */
function throughSqs(by: string, messages: number, batches: number): Use[] {
  const received = Math.min(SQS_BATCH, Math.max(1, messages / A_DAY.seconds / POLLERS.least));
  return [
    { price: 'sqs', by: `${by} sent`, quantity: messages },
    { price: 'sqs', by: `${by} received`, quantity: messages / received },
    { price: 'sqs', by: `${by} deleted`, quantity: Math.max(batches, messages / SQS_BATCH) },
  ];
}

/** What is written counts in steps of 1 KB, what is read does not. */
const throughKinesis = (by: string, messages: number): Use[] => [
  { price: 'streamIn', by, quantity: (messages * 1024 * Math.ceil(MESSAGE.enveloped / 1024)) / GB },
  { price: 'streamOut', by, quantity: (messages * MESSAGE.enveloped) / GB },
];

function usesOfArchive({ by, messages }: Kind): Use[] {
  const kept = messages * MESSAGE.bytes * ARCHIVE.packed;
  const billed = messages * ARCHIVE.step * Math.ceil(MESSAGE.bytes / ARCHIVE.step);
  return [
    { price: 'action', by: `${by} to the archive`, quantity: messages },
    { price: 'firehose', by, quantity: billed / GB },
    { price: 's3Put', by, quantity: Math.max(ARCHIVE.objectsADay, (messages * MESSAGE.bytes) / ARCHIVE.object) },
    { price: 's3Storage', by: `${by}, ${ARCHIVE.days} days`, quantity: (kept * ARCHIVE.days) / GB },
  ];
}

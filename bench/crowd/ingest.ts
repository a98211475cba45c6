import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Envelope } from '../../events/envelope.ts';
import type { Addresses } from '../../local/addresses.ts';
import { environmentOf } from '../../local/environment.ts';
import type { Launched } from '../../local/launch.ts';
import { percentile, rounded, say, timed } from '../measure.ts';
import { commandCounter } from './commands.ts';
import { type Cpu, cpuOf } from './processes.ts';
import { hall, Robot, verdicts } from './robots.ts';

/** Times JSON.parse: 5 to 7 as a rule, up to 9 where the processors are shared with many. */
const BUDGET = 12;
/** Reports in a batch, each of another robot. */
const BATCH = 1000;
/** Until the function, the REST face and JSON.parse are compiled hot, and the function knows the hall's spots. */
const WARM_UP = 30;
/** Batches whose Redis calls are counted. */
const COUNTED = 10;

type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/**
 * The function as it is deployed, in this process, with Redis and its REST face in others; and JSON.parse of what the
 * robots published, by turns. The ratio is of this process's CPU: wall time is the neighbours' on a busy machine.
 */
export async function ingestBesideParse({ addresses, process: launcher }: Launched, points: number, batches: number) {
  const handler = await deployed(addresses);
  const venue = await hall(addresses);
  const robots = Array.from({ length: BATCH }, (_, i) => new Robot(venue, i, points));

  const [walls, cpus, parses, ratios]: [number[], number[], number[], number[]] = [[], [], [], []];
  let before: Cpu | undefined;
  for (let batch = -WARM_UP; batch < batches; batch++) {
    if (batch === 0) before = cpuOf(launcher.pid!);
    const texts = published(robots);
    const event = queued(robots, texts);
    const parse = async () => {
      for (const text of texts) JSON.parse(text);
    };
    const first = batch % 2 === 0 ? await spent(parse) : undefined;
    const [wall, cpu] = await spent(async () => took(await handler(event)));
    const [, parsing] = first ?? (await spent(parse));
    if (batch < 0) continue;
    walls.push(wall / BATCH);
    cpus.push(cpu / BATCH);
    parses.push(parsing / BATCH);
    ratios.push(cpu / parsing);
  }
  const after = cpuOf(launcher.pid!);

  const calls: number[] = [];
  const counter = commandCounter(addresses);
  for (let batch = 0; batch < COUNTED; batch++) {
    const event = queued(robots, published(robots));
    const counted = await counter.count();
    took(await handler(event));
    calls.push(((await counter.count()) - counted) / BATCH);
  }
  counter.close();

  const { accepted, rejected } = await verdicts(addresses, venue);
  const sent = BATCH * (WARM_UP + batches + COUNTED);
  if (accepted !== sent) throw new Error(`${accepted} of ${sent} reports counted: ${JSON.stringify(rejected)}`);

  const result = {
    wall_us: rounded(percentile(walls, 0.5)),
    cpu_us: rounded(percentile(cpus, 0.5)),
    ...(before && after && { redis_cpu_us: rounded((after.redis - before.redis) / batches / BATCH) }),
    parse_us: rounded(percentile(parses, 0.5)),
    ratio: rounded(percentile(ratios, 0.5)),
    budget: BUDGET,
    redis_calls: rounded(percentile(calls, 0.5), 4),
  };
  const { wall_us, ratio } = result;
  say(
    `a report of ${points}: ${wall_us} us, ${result.cpu_us} of our CPU beside ${result.parse_us} of JSON.parse: ${ratio}`,
  );
  return result;
}

async function deployed(addresses: Addresses): Promise<Handler> {
  const { all, asked } = environmentOf(addresses);
  Object.assign(process.env, all, asked);
  const { handler } = await import(pathToFileURL(resolve('dist/heatmap-ingest.cjs')).href);
  return handler as Handler;
}

const published = (robots: readonly Robot[]): string[] => robots.map((robot) => JSON.stringify(robot.report()));

/** What the rule and the queue make of it. */
function queued(robots: readonly Robot[], texts: readonly string[]): SQSEvent {
  const now = Date.now();
  const Records = texts.map((text, i) => {
    const envelope: Envelope = {
      data: Buffer.from(text).toString('base64'),
      device_id: robots[i]!.id,
      received_at: now,
    };
    const id = randomUUID();
    return {
      messageId: id,
      receiptHandle: id,
      body: JSON.stringify(envelope),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(now),
        SenderId: 'bench',
        ApproximateFirstReceiveTimestamp: String(now),
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:local:000000000000:bench',
      awsRegion: 'local',
    };
  });
  return { Records };
}

/** The wall time and the CPU of this process that it takes, us. */
async function spent(work: () => Promise<void>): Promise<[wall: number, cpu: number]> {
  const used = process.cpuUsage();
  const [, ms] = await timed(work);
  const { user, system } = process.cpuUsage(used);
  return [ms * 1000, user + system];
}

function took({ batchItemFailures }: SQSBatchResponse): void {
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} reports of a batch have failed`);
}

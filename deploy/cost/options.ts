import { parseArgs } from 'node:util';
import { A_DAY } from './counts.ts';
import type { Fleet } from './fleet.ts';

export const USAGE = `usage: npm run cost -- --devices N [options]
  --messages N        of all devices, a day; or
  --per-minute N      of each device, a minute (1)
  --crowd SHARE       of the messages that are crowd reports, 0 to 1; the others are state reports (0.5)
  --venues N          that crowd reports are about (one for each 100 devices)
  --ingest KIND       sqs or kinesis (sqs)
  --basic-ingest SHARE of the messages that come by Basic Ingest, 0 to 1 (0)
  --requests N        to the HTTP API, a day (10 for each device)
  --rentals N         a day (0)
  --archive           keeps every message in S3
  --redis PLAN        payg or fixed (payg)
  --json              prints JSON`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

/** The fleet that the command line describes. Throws an error of one line that names the option at fault. */
export function readOptions(args: string[]): { fleet: Fleet; json: boolean } {
  const { values } = parse(args);
  if (values.devices === undefined) throw new Error('--devices is needed');
  const devices = count('devices', values.devices);
  if (values.messages !== undefined && values['per-minute'] !== undefined)
    throw new Error('--messages and --per-minute say the same: give one');
  const messages =
    values.messages === undefined
      ? devices * A_DAY.minutes * number('per-minute', values['per-minute'] ?? '1')
      : count('messages', values.messages);
  const crowd = share('crowd', values.crowd ?? '0.5');
  const venues = values.venues === undefined ? Math.ceil(devices / 100) : count('venues', values.venues);
  if (devices === 0 && messages > 0) throw new Error('--messages: no device sends any');
  if (venues === 0 && messages * crowd > 0) throw new Error('--venues: crowd reports are about at least one');
  const fleet: Fleet = {
    devices,
    messages,
    crowd,
    venues: crowd > 0 ? venues : 0,
    ingest: oneOf('ingest', ['sqs', 'kinesis'], values.ingest ?? 'sqs'),
    basicIngest: share('basic-ingest', values['basic-ingest'] ?? '0'),
    requests: values.requests === undefined ? devices * 10 : count('requests', values.requests),
    rentals: count('rentals', values.rentals ?? '0'),
    archive: values.archive,
    redis: oneOf('redis', ['payg', 'fixed'], values.redis ?? 'payg'),
  };
  return { fleet, json: values.json };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        devices: text,
        messages: text,
        'per-minute': text,
        crowd: text,
        venues: text,
        ingest: text,
        'basic-ingest': text,
        requests: text,
        rentals: text,
        archive: flag,
        redis: text,
        json: flag,
      },
    });
  } catch (error) {
    // Node adds advice on positional arguments
    throw new Error((error as Error).message.split('. ')[0]!.split('\n')[0]);
  }
}

function number(name: string, value: string): number {
  const found = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(found)) throw new Error(`--${name} is a number from 0 on, not ${value}`);
  return found;
}

function count(name: string, value: string): number {
  const found = number(name, value);
  if (!Number.isSafeInteger(found)) throw new Error(`--${name} is a whole number, not ${value}`);
  return found;
}

function share(name: string, value: string): number {
  const found = number(name, value);
  if (found > 1) throw new Error(`--${name} is a share from 0 to 1, not ${value}`);
  return found;
}

function oneOf<T extends string>(name: string, words: readonly T[], value: string): T {
  const found = words.find((word) => word === value);
  if (!found) throw new Error(`--${name} is ${words.join(' or ')}, not ${value}`);
  return found;
}

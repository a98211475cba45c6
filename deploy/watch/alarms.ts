import { type Metric, ofApi, ofFunction, ofQueue, own } from './metric.ts';

/** What there is to be watched. */
export interface Watched {
  stage: string;
  /** Keys of functions. */
  functions: {
    /** Those behind queues. */
    readers: string[];
    schedules: string[];
  };
  /** Logical ids; no queues where `ingest` is kinesis. */
  queues: string[];
  deadLetters: string[];
  archive: boolean;
}

/** When somebody is to be woken. What to do then stands in docs/operate/alarms.md, under the alarm's name. */
export interface Alarm {
  name: string;
  /** What has happened, in a sentence. */
  says: string;
  metrics: Metric[];
  /** Of m1, m2 and so on; without one there is one metric. */
  expression?: string;
  above?: number;
  below?: number;
  /** Each period in seconds; so many of the last so many must be over the limit. */
  period: number;
  during: [bad: number, of: number];
}

/** What runs once in an hour or a day fails in one period alone. */
const SELDOM = ['backupExport', 'heatmapRollup', 'heatmapRollupVenue'];

const MINUTE = 60;
const SUM = 'SUM(FILL(METRICS(), 0))';
const LARGEST = 'MAX(FILL(METRICS(), 0))';
/** How much of m1 and m2 is m1, in percent, once m1 is more than a few. */
const share = (few: number) => `IF(FILL(m1, 0) >= ${few}, 100 * m1 / (m1 + FILL(m2, 0)), 0)`;

/** The alarms of a stage. Each of their metrics costs ten cents a month. */
export function alarmsOf({ stage, functions, queues, deadLetters, archive }: Watched): Alarm[] {
  const [errors, throttles] = [ofFunction(stage, 'Errors'), ofFunction(stage, 'Throttles')];
  const [entrances, rental] = [
    ['authAdmit', 'authIdentify'],
    ['rentalCreate', 'rentalRequest', 'rentalResult', 'rentalRelease'],
  ];
  const soon = { period: 5 * MINUTE, during: [1, 1] as [number, number] };
  const lasting = { period: 5 * MINUTE, during: [2, 3] as [number, number] };
  return [
    {
      name: 'DeadLetters',
      says: 'Messages were given up.',
      metrics: deadLetters.map(ofQueue('ApproximateNumberOfMessagesVisible')),
      expression: SUM,
      above: 0,
      ...soon,
    },
    {
      name: 'Backlog',
      says: 'Messages of devices wait for more than five minutes.',
      metrics:
        queues.length > 0
          ? queues.map(ofQueue('ApproximateAgeOfOldestMessage'))
          : functions.readers.map(ofFunction(stage, 'IteratorAge')),
      expression: LARGEST,
      above: queues.length > 0 ? 5 * MINUTE : 5 * MINUTE * 1000,
      ...lasting,
    },
    {
      name: 'Entrance',
      says: 'Clients are turned away because what checks them fails or is throttled.',
      metrics: [...entrances.map(errors), ...entrances.map(throttles)],
      expression: SUM,
      above: 0,
      ...lasting,
    },
    {
      name: 'Ingest',
      says: 'Functions that read queues fail.',
      metrics: functions.readers.map(errors),
      expression: SUM,
      above: 0,
      ...lasting,
    },
    {
      name: 'Renting',
      says: 'Functions that rent fail or are throttled.',
      metrics: [...rental.map(errors), ...rental.map(throttles)],
      expression: SUM,
      above: 0,
      ...soon,
    },
    {
      name: 'Schedules',
      says: 'Functions that run every minute or so fail: sweeps, rollouts, the vehicle feed.',
      metrics: functions.schedules.filter((key) => !SELDOM.includes(key)).map(errors),
      expression: SUM,
      above: 0,
      ...lasting,
    },
    {
      name: 'BackupOrRollup',
      says: 'The nightly backup or the hourly rollup of heat has failed.',
      metrics: SELDOM.map(errors),
      expression: SUM,
      above: 0,
      period: 60 * MINUTE,
      during: [1, 1],
    },
    {
      name: 'SweepStopped',
      says: 'Rentals whose time is over have not been settled for ten minutes.',
      metrics: [ofFunction(stage, 'Invocations')('rentalSweep')],
      // a function that is not called sends nothing, and CloudWatch would look at what it sent before
      expression: 'FILL(m1, 0)',
      below: 1,
      period: 10 * MINUTE,
      during: [1, 1],
    },
    { name: 'ApiFails', says: 'The API answers 5xx.', metrics: [ofApi('5xx')], above: 5, ...lasting },
    {
      name: 'ApiSlow',
      says: 'One in twenty answers of the API takes more than three seconds.',
      metrics: [ofApi('Latency', 'p95')],
      above: 3000,
      period: 5 * MINUTE,
      during: [3, 3],
    },
    {
      name: 'Rejections',
      says: 'More than a tenth of what devices say does not count.',
      metrics: [own(stage, 'rejected'), own(stage, 'accepted')],
      expression: share(50),
      above: 10,
      ...lasting,
    },
    {
      name: 'Lag',
      says: 'What devices say is counted more than a minute late.',
      metrics: [own(stage, 'lag')],
      above: MINUTE * 1000,
      ...lasting,
    },
    {
      name: 'RentalsUnanswered',
      says: 'More than a fifth of the devices that were rented did not answer.',
      metrics: [own(stage, 'rentals', 'unanswered'), own(stage, 'rentals', 'active')],
      expression: share(5),
      above: 20,
      ...lasting,
    },
    {
      name: 'CommandsUntrue',
      says: 'More than a fifth of the devices that said that they obey did not.',
      metrics: [own(stage, 'commands', 'failed'), own(stage, 'commands', 'done')],
      expression: share(5),
      above: 20,
      ...lasting,
    },
    ...(archive ? [archiveLate] : []),
  ];
}

const archiveLate: Alarm = {
  name: 'ArchiveLate',
  says: 'Messages have waited for the archive for more than half an hour.',
  metrics: [
    {
      namespace: 'AWS/Firehose',
      name: 'DeliveryToS3.DataFreshness',
      dimensions: { DeliveryStreamName: { Ref: 'ArchiveStream' } },
      of: 'Maximum',
    },
  ],
  above: 30 * MINUTE,
  period: 5 * MINUTE,
  during: [2, 3],
};

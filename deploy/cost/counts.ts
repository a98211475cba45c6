// What a message, a request, a rental and a minute make. Redis commands are as `npm run bench` counts them: each call in
// a script is one, and EVALSHA itself. What is measured is held by tests/deploy/cost/measured.test.ts; what is estimated
// says so, because no figure of a real account stands behind it.

export const A_DAY = { minutes: 1440, seconds: 86_400 };

/** Redis commands of a batch of crowd reports. Measured; one floor and one minute, as batches of a second hold. */
export const CROWD_COMMANDS = { venue: 10 };

/** Redis commands of a batch of state reports, of however many devices. Measured; one more where some cannot be rented. */
export const STATE_COMMANDS = 5;

/** Redis commands of each schedule when there is nothing to do. Measured. */
export const SCHEDULE_COMMANDS: Record<string, number> = {
  backupExport: 2,
  commandSweep: 2,
  deviceSweep: 2,
  gbfsSnapshot: 3,
  heatmapRollup: 1,
  rentalSweep: 3,
  rolloutTick: 1,
  ruleRetry: 1,
};

/** Redis commands of the nightly backup for each device. Measured. Its S3 and Lambda are less than a cent. */
export const BACKUP_COMMANDS = 1;
/** Redis commands to roll up an hour of a floor that had reports in each minute. Measured. */
export const ROLLUP_COMMANDS = 68;
/** Redis commands for so many vehicles in the feed, each minute. See functions/device/idle.ts. */
export const FEED_COMMANDS = { each: 2, vehicles: 500 };

/** Redis commands of a rental: quote, rent, obey, look, release, obey. Measured. */
export const RENTAL_COMMANDS = 56;
/** Redis commands to archive a rental. Measured; fewer where an account or a device has several in a thousand. */
export const ARCHIVE_COMMANDS = 2;
/** Redis commands when a client comes or goes. Measured; one less where it goes. */
export const PRESENCE_COMMANDS = 5;
/** Estimated: Redis commands of a request. A device takes 2, heat since the last full hour 7, a whole hour by minutes 62. */
export const REQUEST_COMMANDS = 4;

/** What a warm function reads anew every ten seconds: products, venues. See functions/product/remembered.ts. */
export const REFRESH = { commands: 2, times: A_DAY.seconds / 10 };

/** How often a client's authorizer is asked again while it is connected, seconds: see functions/auth/mqtt/admit.ts. */
export const AUTHORIZED_AGAIN = 300;
/** Estimated: how often a device connects in a day. */
export const CONNECTS = 2;

/** Estimated: a crowd or state report, and the same in the envelope of the queue; what Redis gets of it, bytes. */
export const MESSAGE = { bytes: 300, enveloped: 500, toRedis: 250 };
/** Estimated: what Redis keeps of a device, of a day of a venue's heat, of a rental until it is archived, bytes; for how long. */
export const KEPT = { device: 2000, venueDay: 200_000, days: 30, rental: 1000, rentalDays: 90 };

/** Estimated: how long a function runs, ms: for each batch, each message in it, each call of another kind. */
export const RUNS = { batch: 30, message: 0.15, request: 30, authorizer: 15, presence: 20, schedule: 200 };

/** Estimated: bytes of log for each call (Lambda's START, END and REPORT), and for each line of our own, metrics too. */
export const LOG = { call: 350, line: 250 };

/** Estimated: what a rental says: requests, commands to the device, its results, events to the phone; its minutes. */
export const RENTAL = { requests: 4, commands: 2, results: 2, events: 3, minutes: 20 };
/** Estimated: an answer of the API, bytes. */
export const ANSWER = 10_000;
/** The part of the requests that comes through CloudFront. */
export const CLOUDFRONT = 1;

/** Pollers of Lambda on an SQS queue: so many receive all the time, each for so many seconds where nothing comes. */
export const POLLERS = { least: 5, wait: 20 };
/** Messages of SQS that one request receives or deletes. */
export const SQS_BATCH = 10;

/** A stream on demand begins with so many shards, and has room for twice its peak; each takes 1,000 records a second. */
export const SHARDS = { least: 4, records: 1000, room: 2 };

/** Firehose counts records in steps of so many bytes. It writes an object for so many bytes, or every 300 s. */
export const ARCHIVE = { step: 5120, object: 128e6, objectsADay: 288, packed: 0.2, days: 90 };

/** Estimated: metrics of our own (lib/metrics.ts), one for each reason, topic or outcome that occurs, and one for all. */
export const OWN_METRICS = 30;
/** How often a warm function fetches its secrets, a day: every five minutes. Most have one, the token of Redis. */
export const SECRET_CALLS = 288;

/** Bytes. */
export const GB = 2 ** 30;

/** What `npm start` was told to keep, and where (local/options.mjs); empty texts where it was told nothing. */
const { SKEIN_DATA: data = '', SKEIN_REDIS: redis = '' } = process.env;

/** A folder for what Redis and the time series database hold, and the URL of a Redis of one's own. */
export const KEPT = { data, redis };

/** Whether what Redis holds is there at the next start, too. */
export const isKept = data !== '' || redis !== '';

/** For people. */
export const fateOfRedis = redis
  ? 'your own; it is left running'
  : data
    ? `kept in ${data}`
    : 'in memory; gone at the end';

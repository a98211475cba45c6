import { type Rest, restOf } from '../../functions/backup/rest.ts';
import { runningStack } from '../../local/running.ts';

/** The Redis behind this REST URL, with the token in REDIS_TOKEN; without a URL that of the stack that runs here. */
export function redisAt(url: string | undefined): Rest {
  if (!url) {
    const { redis_rest, redis_rest_token } = runningStack();
    return restOf(redis_rest, redis_rest_token);
  }
  const token = process.env.REDIS_TOKEN;
  if (!token) throw new Error('the environment lacks REDIS_TOKEN, the REST token of that Redis');
  return restOf(url.replace(/\/$/, ''), token);
}

// npm run restore -- --from DIR|s3://BUCKET/FOLDER [--to REST_URL] [--flush] [--raise-fences]
import { parseArgs } from 'node:util';
import { redisAt } from './address.ts';
import { restore } from './load.ts';
import { sourceOf } from './source.ts';

const USAGE = `usage: npm run restore -- --from DIR|s3://BUCKET/FOLDER [--to REST_URL] [--flush] [--raise-fences]
  --to     the Redis, with its token in REDIS_TOKEN; without it that of the stack that runs here
  --flush  empties that Redis first
  --raise-fences  devices were rented since the backup: without it they would not obey`;

const EVERY = 1000;

try {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      flush: { type: 'boolean', default: false },
      'raise-fences': { type: 'boolean', default: false },
    },
  });
  const { from, to, flush, 'raise-fences': raiseFences } = values;
  if (!from) throw new Error(USAGE);
  const { written, expired } = await restore(sourceOf(from), redisAt(to), {
    flush,
    raiseFences,
    clock: Date.now,
    tell: progress(),
  });
  console.log(`${written} lines are restored${expired > 0 ? `; ${expired} have expired since and are left out` : ''}`);
} catch (error) {
  console.error(`restore: ${(error as Error).message}`);
  process.exitCode = 1;
}

function progress(): (done: number, lines: number) => void {
  let last = 0;
  return (done, lines) => {
    if (Date.now() - last < EVERY && done < lines) return;
    last = Date.now();
    console.error(`${done} of ${lines} lines, ${Math.floor((100 * done) / lines)} %`);
  };
}

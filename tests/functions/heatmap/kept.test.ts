import { keys } from '../../../functions/heatmap/keys.ts';
import { redis } from '../../../lib/redis.ts';
import { withRedis } from '../../harness/redis.ts';
import { deliver, newVenue, rollup, seen } from './doors.ts';

withRedis();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TEN_MINUTES = 10 * MINUTE;

test('everything lies where a version before this one has put it, and as what is declared of it', async () => {
  const venue = await newVenue();
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const hour = Math.floor(now / HOUR) * HOUR - HOUR;
  await deliver(seen(venue, { seq: 1, at: hour }), seen(venue, { seq: 1, at: hour }));
  await rollup();
  await deliver(seen(venue, { seq: 2, at: now }));
  const declared = {
    [`heatmap:${venue}:minute:1:${now}`]: keys.minute,
    [`heatmap:${venue}:hour:1:${hour}`]: keys.rolled,
    [`heatmap:${venue}:dirty`]: keys.dirty,
    [`heatmap:${venue}:seen:${hour}`]: keys.seen,
    [`heatmap:${venue}:seen:${Math.floor(now / TEN_MINUTES) * TEN_MINUTES}`]: keys.seen,
    [`heatmap:${venue}:devices`]: keys.places,
    [`heatmap:${venue}:verdicts`]: keys.verdicts,
    [`heatmap:${venue}:samples`]: keys.samples,
  };
  for (const [name, { spec }] of Object.entries(declared))
    expect([name, await redis().type(name)]).toEqual([name, spec.type]);
  const days = [`heatmap:${venue}:minute:1:${hour}`, `heatmap:${venue}:day:1:${Math.floor(hour / DAY) * DAY}`];
  const found = (await redis().keys(`heatmap:${venue}:*`)).filter((name) => !days.includes(name));
  expect(found.sort()).toEqual(Object.keys(declared).sort());
});

import { gridDisk } from 'h3-js';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { handler as read } from '../../../functions/heatmap/http/read.ts';
import { redis } from '../../../lib/redis.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { withRedis } from '../../harness/redis.ts';
import { newVenue } from './doors.ts';
import { CELLS } from './places.ts';

withRedis();

const MINUTE = 60_000;
const AT = (Math.floor(Date.now() / MINUTE) - 2) * MINUTE;

test('an answer that is more than the gateway hands on is refused, and fewer cells are not', async () => {
  const venue_id = await newVenue();
  const many = Object.fromEntries(gridDisk(CELLS[0]!, 80).map((cell) => [cell, '3 1 3']));
  await redis().hset(`heatmap:${venue_id}:minute:1:${AT}`, many);
  const ask = (query: Record<string, string>) =>
    call(read, {
      route: heatmapRoutes.read,
      path: { venue_id },
      query: { from: `${AT}`, to: `${AT + MINUTE}`, ...query },
      headers: { accept: 'application/geo+json' },
      caller: OPERATOR,
    });
  const { status, json } = await ask({});
  expect([status, json.reason]).toEqual([400, 'answer_too_large']);
  expect((await ask({ top: '10' })).json.features).toHaveLength(10);
});

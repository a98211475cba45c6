import { SeriesRows } from '../../../events/series/series.ts';
import { payloadOf, readQueue } from '../../../lib/batch.ts';
import { compile } from '../../../lib/compile.ts';
import { log } from '../../../lib/log.ts';
import { slices } from '../../../lib/slices.ts';
import { linesOf } from '../lines.ts';
import { askTsdb } from '../tsdb.ts';

const schema = compile(SeriesRows);
/** As many lines are written at once. */
const MOST_LINES = 5000;

/** Rows from the queue, to the time series database; while that is away they wait in the queue. */
export const handler = readQueue('series', async (deliveries) => {
  if (!process.env.TSDB_URL) return { accepted: 0 }; // it was configured when these rows were sent, and is no more
  const written = deliveries.flatMap((delivery) => {
    const rows = payloadOf(delivery);
    if (schema.Check(rows)) return [linesOf(rows)];
    log.error('rows that are none', { id: delivery.id });
    return [];
  });
  const lines = written.flat();
  for (const some of slices(lines, MOST_LINES)) await askTsdb('/write?precision=ms', some.join('\n'));
  return { accepted: written.length };
});

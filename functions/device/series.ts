import type { SeriesRows } from '../../events/series/series.ts';
import { topics } from '../../events/topics.ts';
import { publishInternal } from '../../lib/iot.ts';
import { parts } from '../../lib/parts.ts';
import { seriesIn } from '../product/index.ts';
import type { Reported } from './state.ts';

type Row = SeriesRows['rows'][number];

/** Hands on what devices have said of properties that are kept over time, however late; nothing without a database. */
export async function sendSeries(batch: readonly Reported[], venues: Record<string, string>): Promise<void> {
  if (!process.env.TSDB_URL) return;
  const rows = batch.flatMap((reported) => rowsOf(reported, venues[reported.device_id]));
  await Promise.all(parts(rows).map((part) => publishInternal(topics.series_rows, { rows: part })));
}

function rowsOf({ device_id, product, reports }: Reported, venue_id: string | undefined): Row[] {
  if (!product) return [];
  const about = { device_id, product: product.product_id, ...(venue_id !== undefined && { venue_id }) };
  return reports.flatMap(({ at, properties = {} }) =>
    seriesIn(product, properties).map(({ channel, values }) => ({
      ...about,
      at,
      ...(channel !== undefined && { channel }),
      values,
    })),
  );
}

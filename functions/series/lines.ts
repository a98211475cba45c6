import type { SeriesRows } from '../../events/series/series.ts';

/** The measurement of all rows: a property is a field of it, and `skein_power_w` in PromQL. */
export const MEASUREMENT = 'skein';

/**
 * Rows as InfluxDB line protocol with times in ms; the same row gives the same line, which is one row in the database.
 * https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/
 */
export const linesOf = ({ rows }: SeriesRows): string[] =>
  rows.map(({ device_id, product, venue_id, channel, at, values }) => {
    const tags = Object.entries({ device: device_id, product, venue: venue_id, channel });
    const given = tags.flatMap(([name, value]) => (value === undefined ? [] : [`,${name}=${escaped(value)}`]));
    const fields = Object.entries(values).map(([name, value]) => `${escaped(name)}=${value}`);
    return `${MEASUREMENT}${given.join('')} ${fields.join(',')} ${at}`;
  });

const escaped = (text: string): string => text.replace(/[,= \\]/g, '\\$&');

import type { UsageLine } from '../../events/usage/usage.ts';
import { type Answer, uncached } from '../../lib/answer.ts';

const COLUMNS = [
  'line_id',
  'at',
  'rental_id',
  'device_id',
  'product',
  'venue_id',
  'account_id',
  'meter',
  'unit',
  'quantity',
  'amount',
  'currency',
  'from',
  'to',
] as const satisfies (keyof UsageLine)[];

interface Page {
  lines: UsageLine[];
  next?: string;
}

interface Asked {
  path: string;
  query: Record<string, unknown> & { format: string };
}

/** A page of lines as it was asked for. */
export function answerLines({ lines, next }: Page, { path, query }: Asked): Answer {
  if (query.format === 'json') return uncached({ lines, ...(next !== undefined && { next }) });
  const following = new URLSearchParams({ ...(query as Record<string, string>), after: next ?? '' });
  return {
    headers: {
      'content-type': 'text/csv',
      'cache-control': 'no-store',
      ...(next !== undefined && { link: `<${path}?${following}>; rel="next"` }),
    },
    body: csv(lines),
  };
}

/** RFC 4180. */
const csv = (lines: readonly UsageLine[]): string =>
  [COLUMNS, ...lines.map((line) => COLUMNS.map((name) => cell(line[name])))]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');

/** Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

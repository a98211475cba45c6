// npm run recount -- --venue V --floor F --hour ISO [--stage S --api URL --token TOKEN]
import { parseArgs } from 'node:util';
import { HOUR } from '../../lib/time.ts';
import { type Ask, bodyOf } from '../fleet/client.ts';
import { operator } from '../fleet/operator.ts';
import { runningStack } from '../running.ts';
import { fetchFromAthena } from './athena.ts';
import { differences } from './compare.ts';
import { readArchive, reportsAround } from './messages.ts';
import { type Answer, METRICS, type Question, replay } from './replay.ts';

const USAGE =
  'usage: npm run recount -- --venue V --floor F --hour 2026-11-21T07:00Z [--stage S --api URL --token TOKEN]';
/** So long after an hour late reports still change it: a day, and what Firehose and the queue hold back. */
const SETTLED = 25 * HOUR;

try {
  const { venue, floor, hour, stage, api, token } = optionsOf();
  const question = { venue, floor, hour };
  const ask = operator(api ?? runningStack().http, token);
  const folder = stage
    ? await fetchFromAthena({ stage, venue, hour })
    : `.skein/firehose/${portOf(runningStack().http)}`;
  const reports = reportsAround(await readArchive(folder), venue, hour);
  const archive = await replay(reports, question, ask);
  const found = differences(archive, await answerOf(ask, question));
  for (const line of found) console.log(line);
  const isOpen = Date.now() < hour + SETTLED;
  console.log(
    `recount: ${reports.length} reports around the hour, ${archive.mean.length} cells: ` +
      (found.length === 0 ? 'the API answers the same' : `${found.length} differences from what the API answers`) +
      (isOpen ? '; late reports may still change it' : ''),
  );
  if (found.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(`recount: ${(error as Error).message}`);
  process.exitCode = 2;
}

function optionsOf() {
  const text = { type: 'string' } as const;
  const options = { venue: text, floor: text, hour: text, stage: text, api: text, token: text };
  const { venue, floor, hour: iso = '', stage, api, token } = parseArgs({ options }).values;
  const hour = Date.parse(iso);
  if (!venue || !floor || Number.isNaN(hour)) throw new Error(USAGE);
  if (stage && !(api && token)) throw new Error('a stage needs its API, and the token of an operator');
  if (hour % HOUR !== 0) throw new Error('the hour is a whole one of UTC');
  if (hour + HOUR > Date.now()) throw new Error('the hour is not over yet');
  return { venue, floor, hour, stage, api, token };
}

async function answerOf(ask: Ask, { venue, floor, hour }: Question): Promise<Answer> {
  const path = { venue_id: venue };
  const answers = await Promise.all(
    METRICS.map(async (metric) => {
      const query = { floor, metric, from: hour, to: hour + HOUR };
      const body = await bodyOf(ask.GET('/v1/venues/{venue_id}/heatmap', { params: { path, query } }));
      return [metric, (body as unknown as { cells: Answer['mean'] }).cells]; // the default of three formats
    }),
  );
  return Object.fromEntries(answers) as Answer;
}

function portOf(address: string): string {
  return new URL(address).port;
}

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseOf } from '../../deploy/archive/tables.ts';
import { aws, outputOf } from '../../deploy/aws-cli.ts';
import { ID } from '../../events/id.ts';
import { DAY, HOUR, SECOND } from '../../lib/time.ts';

interface Wanted {
  stage: string;
  venue: string;
  /** Its start, ms. */
  hour: number;
}

/**
 * Has Athena write what a venue's hour is recounted from, as lines like those of the archive, and fetches them; gives the
 * folder.
 */
export async function fetchFromAthena({ stage, venue, hour }: Wanted): Promise<string> {
  const database = databaseOf(stage);
  const bucket = await outputOf(stage, 'ArchiveBucketName');
  const place = `s3://${bucket}/results/recount-${crypto.randomUUID()}/`;
  const query = `UNLOAD (${selectReports(venue, hour)}) TO '${place}' WITH (format = 'JSON', compression = 'GZIP')`;
  const id = await aws(
    'athena start-query-execution --query QueryExecutionId --work-group',
    database,
    '--query-execution-context',
    `Database=${database}`,
    '--query-string',
    query,
  );
  await finished(id);
  const folder = await mkdtemp(join(tmpdir(), 'skein-recount-'));
  await aws('s3 cp --recursive --only-show-errors', place, folder);
  return folder;
}

/** A report may come a day late, and lie in the folder of the day before its arrival. */
function selectReports(venue: string, hour: number): string {
  if (!ID.test(venue)) throw new Error(`${venue} is no venue`);
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return `SELECT topic, device_id, received_at, data FROM messages
    WHERE dt BETWEEN '${day(hour - DAY - HOUR)}' AND '${day(hour + DAY + 2 * HOUR)}' AND topic LIKE 'devices/%/crowd'
    AND json_extract_scalar(try(json_parse(from_utf8(from_base64(data)))), '$.venue_id') = '${venue}'`;
}

async function finished(id: string): Promise<void> {
  for (;;) {
    const state = await aws(
      'athena get-query-execution --query QueryExecution.Status.[State,StateChangeReason] --query-execution-id',
      id,
    );
    if (/^SUCCEEDED/.test(state)) return;
    if (!/^(QUEUED|RUNNING)/.test(state)) throw new Error(`Athena's query ${id} has ended: ${state}`);
    await sleep(SECOND);
  }
}

import { putObject } from '../../../lib/bucket.ts';
import { setting } from '../../../lib/config.ts';
import { log } from '../../../lib/log.ts';
import { secret } from '../../../lib/secret.ts';
import { exportTo } from '../export.ts';
import { restOf } from '../rest.ts';

/** Every night, and whenever `npm run backup -- --stage` calls it: answers with where the backup lies. */
export const handler = async () => {
  const bucket = setting('BACKUP_BUCKET');
  const folder = new Date().toISOString().replaceAll(':', '-');
  const rest = restOf(setting('UPSTASH_REDIS_REST_URL'), await secret('redis_token'));
  const put = (name: string, body: Buffer) => putObject(bucket, `${folder}/${name}`, body);
  const { lines, started_at, finished_at } = await exportTo(put, { rest, stage: setting('STAGE'), clock: Date.now });
  const done = { from: `s3://${bucket}/${folder}`, lines, took_ms: finished_at - started_at };
  log.info('backed up', done);
  return done;
};

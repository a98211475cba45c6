import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { restore } from '../../../deploy/backup/load.ts';
import { sourceOf } from '../../../deploy/backup/source.ts';
import { handler } from '../../../functions/backup/schedule/export.ts';
import { aws } from '../../harness/aws.ts';
import { clock, expectSame, withTwoRedises } from './doors.ts';

const { old, other } = withTwoRedises();
Object.assign(process.env, { STAGE: 'test', BACKUP_BUCKET: 'backups' });
afterEach(() => {
  aws.failures = 0;
});

test('the function puts a backup into its bucket, each into a folder of its own, and says where', async () => {
  await old.send('SET', 'key', 'ä'.repeat(1000));
  const done = await handler();
  expect(done).toMatchObject({ lines: 1 });
  const [, folder] = /^s3:\/\/backups\/(\d{4}-\d\d-\d\dT[\d-]+\.\d+Z)$/.exec(done.from)!;
  const path = join(aws.buckets, 'backups', folder!);
  expect(readdirSync(path).sort()).toEqual(['manifest.json', 'part-00000.ndjson.gz']);
  await restore(sourceOf(path), other.rest, { flush: false, raiseFences: false, clock, tell: () => {} });
  await expectSame(old, other);
  expect((await handler()).from).not.toBe(done.from);
});

test('it fails where the bucket does not take it', async () => {
  aws.failures = Number.POSITIVE_INFINITY;
  await expect(handler()).rejects.toThrow('s3 answered');
});

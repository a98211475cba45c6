import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from './refusal.ts';

/** The buckets that functions write to here, whose objects are files: `.skein/s3/<bucket>/<key>`. */
export const BUCKETS = { BACKUP_BUCKET: 'skein-backups', RENTAL_BUCKET: 'skein-rentals' };
const FOLDER = '.skein/s3';

/** Whether a path-style request names an object of one of them. */
export const isOfBuckets = (url: URL): boolean =>
  Object.values(BUCKETS).some((bucket) => url.pathname.startsWith(`/${bucket}/`));

/**
 * PutObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html), without looking at the signature. An
 * object is there whole or not at all.
 */
export function putFile(url: URL, body: Buffer, folder = FOLDER): string {
  const parts = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[/\0]/.test(part))) {
    throw new Refusal(400, 'InvalidArgument', 'no file can have this key');
  }
  const path = join(folder, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, body);
  renameSync(`${path}.part`, path);
  return '';
}

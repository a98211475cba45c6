import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from './refusal.ts';

/** The bucket of backups here, whose objects are files: `.skein/s3/<bucket>/<key>`. */
export const BACKUPS = 'skein-backups';
const FOLDER = '.skein/s3';

/** Whether a path-style request names an object of it. */
export const isOfBackups = (url: URL): boolean => url.pathname.startsWith(`/${BACKUPS}/`);

/**
 * PutObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html), without looking at the signature. An
 * object is there whole or not at all.
 */
export function putBackup(url: URL, body: Buffer, folder = FOLDER): string {
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

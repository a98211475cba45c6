import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** Where a backup lies: gives a file of it, undefined where there is none of that name. */
export type Source = (name: string) => Promise<Buffer | undefined>;

/** A folder of this machine, or `s3://bucket/folder` with the credentials and the region of the environment. */
export function sourceOf(from: string): Source {
  const [, bucket, folder] = /^s3:\/\/([^/]+)\/(.+?)\/?$/.exec(from) ?? [];
  if (bucket && folder) return inBucket(bucket, folder);
  if (from.startsWith('s3://')) throw new Error(`${from} names no folder of a bucket: s3://bucket/folder`);
  return async (name) => {
    try {
      return await readFile(join(from, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
}

function inBucket(bucket: string, folder: string): Source {
  const client = new S3Client({ followRegionRedirects: true });
  return async (name) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: `${folder}/${name}` }));
      return Buffer.from(await Body!.transformToByteArray());
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  };
}

import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { batchWithout, type Letter, lettersOf } from './letter.ts';
import type { Source } from './source.ts';

/** The letters of a bucket: each object is a batch of a stream, and is written anew without those that were sent. */
export function s3Source(queue: string, Bucket: string, s3: S3Client): Source {
  return {
    queue,
    async *batches() {
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
        for (const { Key } of Contents) {
          const text = await read(Key!);
          if (text === undefined) continue;
          yield { letters: lettersOf(queue, Key!, text), remove: (sent) => remove(Key!, text, sent) };
        }
      }
    },
  };

  /** Undefined if somebody else has just sent it. */
  async function read(Key: string): Promise<string | undefined> {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return await Body!.transformToString();
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  async function remove(Key: string, text: string, sent: readonly Letter[]): Promise<Set<string>> {
    const Body = batchWithout(text, sent);
    if (Body === undefined) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    else await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    return new Set();
  }
}

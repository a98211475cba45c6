import { callAws } from './aws.ts';

/**
 * Stores an object (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html); rejects if S3 has not taken
 * it whole: the signature covers its hash.
 */
export async function putObject(bucket: string, key: string, body: Buffer): Promise<void> {
  await callAws({ service: 's3', host: 's3', method: 'PUT', path: `/${bucket}/${key}`, body });
}

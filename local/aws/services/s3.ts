import type { DeadBatches } from '../queues/dead-batches.ts';
import { Refusal } from './refusal.ts';
import { tag } from './xml.ts';

interface Request {
  method: string;
  url: URL;
  body: string;
}

const MOST_KEYS = 1000;

/**
 * The calls of S3 that failed batches need, by path-style addresses: ListObjectsV2, GetObject, PutObject, DeleteObject.
 * Gives the body to answer with. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3Call({ method, url, body }: Request, batches: DeadBatches): string {
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/');
  const key = decodeURIComponent(rest.join('/'));
  if (method === 'GET' && key === '') return listed(bucket, url.searchParams.get('continuation-token') ?? '', batches);
  if (method === 'PUT') {
    batches.put(bucket, key, body);
    return '';
  }
  if (method === 'DELETE') {
    batches.remove(bucket, key);
    return '';
  }
  const found = batches.get(bucket, key);
  if (method !== 'GET' || found === undefined) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  return found;
}

/** A page of keys; the token of the next one is the last key of this one. */
function listed(bucket: string, after: string, batches: DeadBatches): string {
  const keys = batches.keys(bucket).filter((key) => key > after);
  const page = keys.slice(0, MOST_KEYS);
  const isTruncated = keys.length > page.length;
  return tag(
    'ListBucketResult',
    tag('IsTruncated', String(isTruncated)) +
      (isTruncated ? tag('NextContinuationToken', page.at(-1)!) : '') +
      page.map((key) => tag('Contents', tag('Key', key))).join(''),
  );
}

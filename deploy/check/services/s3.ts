import { idOf, idsIn, ofType, type Template, textOf, typeOf } from '../template.ts';

interface Policy {
  Bucket: unknown;
  PolicyDocument: { Statement: { Effect: string; Principal?: unknown; Resource: unknown }[] };
}

/** Buckets with names that S3 takes, and policies that speak of their own bucket and open it to nobody. */
export function* bucketRules(template: Template): Iterable<string> {
  for (const [id, { BucketName }] of ofType<{ BucketName?: unknown }>(template, 'AWS::S3::Bucket')) {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    const name = BucketName === undefined ? undefined : textOf(BucketName).replace(/\$\{[\w.:]+\}/g, '0');
    if (name !== undefined && !/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
      yield `${id}: ${name} is no name of a bucket`;
  }
  for (const [id, { Bucket, PolicyDocument }] of ofType<Policy>(template, 'AWS::S3::BucketPolicy')) {
    const bucket = idOf(Bucket);
    if (typeOf(template, bucket) !== 'AWS::S3::Bucket') yield `${id} is of no bucket of the template`;
    for (const { Effect, Principal, Resource } of PolicyDocument.Statement) {
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
      const others = [Resource].flat().filter((one) => !idsIn(textOf(one)).includes(bucket ?? ''));
      for (const other of others) yield `${id} speaks of ${textOf(other)}, which is not in ${bucket}`;
      if (Effect === 'Allow' && /^("\*"|\{"AWS":"\*"\})$/.test(JSON.stringify(Principal)))
        yield `${id} lets anybody in`;
    }
  }
}

import { rightsOf, rolesOf } from '../rights.ts';
import { idOf, ofType, type Template, typeOf, within } from '../template.ts';

interface Stream {
  DeliveryStreamType?: string;
  ExtendedS3DestinationConfiguration?: {
    BucketARN: unknown;
    RoleARN: unknown;
    BufferingHints?: { SizeInMBs?: number; IntervalInSeconds?: number };
    DataFormatConversionConfiguration?: { Enabled?: boolean };
    DynamicPartitioningConfiguration?: { Enabled?: boolean };
  };
}

interface Table {
  DatabaseName: unknown;
  TableInput: {
    Name?: unknown;
    StorageDescriptor?: { Columns?: { Name: string }[] };
    PartitionKeys?: { Name: string }[];
  };
}

interface WorkGroup {
  Name: string;
  WorkGroupConfiguration?: { BytesScannedCutoffPerQuery?: number };
}

/** Firehose, Glue and Athena: what puts messages into a bucket, and what asks there. */
export function* analysisRules(template: Template): Iterable<string> {
  for (const [id, stream] of ofType<Stream>(template, 'AWS::KinesisFirehose::DeliveryStream')) {
    const to = stream.ExtendedS3DestinationConfiguration;
    if (to) yield* deliveryRules(template, id, to);
  }
  for (const [id, { DatabaseName, TableInput }] of ofType<Table>(template, 'AWS::Glue::Table')) {
    const database = idOf(DatabaseName);
    if (database && typeOf(template, database) !== 'AWS::Glue::Database')
      yield `${id} is of no database of the template`;
    const names = [...(TableInput.StorageDescriptor?.Columns ?? []), ...(TableInput.PartitionKeys ?? [])].map(
      ({ Name }) => Name,
    );
    // https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
    if (new Set(names).size < names.length) yield `${id} has two columns of one name`;
    for (const name of names) if (!/^[a-z0-9_]{1,255}$/.test(name)) yield `${id}: ${name} is no name of a column`;
  }
  for (const [id, { Name, WorkGroupConfiguration }] of ofType<WorkGroup>(template, 'AWS::Athena::WorkGroup')) {
    // https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
    if (!/^[a-zA-Z0-9._-]{1,128}$/.test(Name)) yield `${id}: ${Name} is no name of a workgroup`;
    // https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html
    yield* within(
      `${id}.BytesScannedCutoffPerQuery`,
      WorkGroupConfiguration?.BytesScannedCutoffPerQuery,
      10_000_000,
      2 ** 53,
    );
  }
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html */
function* deliveryRules(
  template: Template,
  id: string,
  to: NonNullable<Stream['ExtendedS3DestinationConfiguration']>,
): Iterable<string> {
  // https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
  const { SizeInMBs, IntervalInSeconds } = to.BufferingHints ?? {};
  yield* within(`${id}.SizeInMBs`, SizeInMBs, 1, 128);
  yield* within(`${id}.IntervalInSeconds`, IntervalInSeconds, 0, 900);
  if ((SizeInMBs === undefined) !== (IntervalInSeconds === undefined))
    yield `${id} must say both of its buffering hints`;
  // https://docs.aws.amazon.com/firehose/latest/dev/enable-record-format-conversion.html and dynamic-partitioning.html
  const isLarge = to.DataFormatConversionConfiguration?.Enabled || to.DynamicPartitioningConfiguration?.Enabled;
  if (isLarge && Number(SizeInMBs ?? 5) < 64) yield `${id}: conversion and partitions need a buffer of 64 MB`;
  const bucket = idOf(to.BucketARN);
  if (typeOf(template, bucket) !== 'AWS::S3::Bucket') yield `${id} writes to no bucket of the template`;
  const role = rolesOf(template).find(([other]) => other === idOf(to.RoleARN))?.[1];
  if (
    !role ||
    !rightsOf(role).some((right) => right.action === 's3:PutObject' && right.resource.startsWith(`\${${bucket}.Arn}/`))
  ) {
    yield `${id}: its role may not write to ${bucket}`;
  }
}

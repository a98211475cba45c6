import { arnOf, objectsIn, roleFor } from '../arn.ts';
import { privateBucket } from '../bucket.ts';
import { STREAM } from './action.ts';

export const BUCKET = 'ArchiveBucket';

/** What the keys begin with: of messages, of what Athena answers, of what Firehose could not write as it should. */
export const FOLDERS = { messages: 'messages/', results: 'results/', errors: 'errors/' };

/** How long results of queries are kept, in days. */
const RESULTS = 7;

/**
 * Firehose, and the bucket that it fills with files of gzipped JSON lines, one folder for each day. The day is that of
 * the oldest message in a file, so one of the first minutes of a day may lie in the folder of the day before.
 */
export const storage = (days: number) => ({
  ...privateBucket(BUCKET, {
    expires: { [FOLDERS.messages]: days, [FOLDERS.errors]: days, [FOLDERS.results]: RESULTS },
  }),
  ArchiveStreamRole: roleFor('firehose', 'archive', [
    { Action: 's3:PutObject', Resource: objectsIn(BUCKET) },
    { Action: 's3:AbortMultipartUpload', Resource: objectsIn(BUCKET) },
    { Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], Resource: arnOf(BUCKET) },
  ]),
  [STREAM]: {
    Type: 'AWS::KinesisFirehose::DeliveryStream',
    Properties: {
      DeliveryStreamType: 'DirectPut',
      ExtendedS3DestinationConfiguration: {
        BucketARN: arnOf(BUCKET),
        RoleARN: arnOf('ArchiveStreamRole'),
        Prefix: `${FOLDERS.messages}dt=!{timestamp:yyyy-MM-dd}/`,
        ErrorOutputPrefix: `${FOLDERS.errors}!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/`,
        CompressionFormat: 'GZIP',
        // the most that Firehose takes: few large files cost less to write and to read
        BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 },
      },
    },
  },
});

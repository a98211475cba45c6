import { rulePrefix } from '../stage.ts';
import { BUCKET, FOLDERS } from './storage.ts';

/** The most that one query may read, in bytes: $0.05 at $5 a terabyte. */
const MOST_SCANNED = 10 * 1024 ** 3;
const TABLE = 'messages';

/** The database of a stage, the name of which Athena takes without quotes. */
export const databaseOf = (stage: string): string => rulePrefix(stage).toLowerCase();

/** A report that is delivered twice counts once. What rules of the heatmap would reject (docs/heatmap.md) is in here. */
const PEOPLE = `
WITH reports AS (
  SELECT device_id, received_at, try(json_parse(from_utf8(from_base64(data)))) AS report
  FROM ${TABLE}
  WHERE dt BETWEEN ? AND ? AND topic LIKE 'devices/%/crowd'
), distinct_reports AS (
  SELECT device_id,
    min_by(try(CAST(json_extract(report, '$.at') AS bigint)), received_at) AS seen_at,
    min_by(try(CAST(json_extract(report, '$.counts') AS array(array(double)))), received_at) AS counts
  FROM reports
  WHERE json_extract_scalar(report, '$.venue_id') = ? AND json_extract_scalar(report, '$.floor') = ?
  GROUP BY device_id, json_extract_scalar(report, '$.boot'), json_extract_scalar(report, '$.seq')
)
SELECT device_id, date_trunc('minute', from_unixtime(seen_at / 1000)) AS starts, count(*) AS reports,
  sum(reduce(counts, 0e0, (total, one) -> total + one[3], total -> total)) AS people
FROM distinct_reports
WHERE seen_at BETWEEN ? AND ? - 1
GROUP BY 1, 2
ORDER BY 2, 1
`.trim();

/** The archive as a table for Athena: days are worked out from the folders' names, so no crawler has to look for them. */
export const tables = (stage: string) => ({
  ArchiveDatabase: {
    Type: 'AWS::Glue::Database',
    Properties: { CatalogId: { Ref: 'AWS::AccountId' }, DatabaseInput: { Name: databaseOf(stage) } },
  },
  ArchiveTable: {
    Type: 'AWS::Glue::Table',
    Properties: {
      CatalogId: { Ref: 'AWS::AccountId' },
      DatabaseName: { Ref: 'ArchiveDatabase' },
      TableInput: {
        Name: TABLE,
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: [{ Name: 'dt', Type: 'string', Comment: 'The day that it arrived, UTC' }],
        Parameters: {
          'projection.enabled': 'true',
          'projection.dt.type': 'date',
          'projection.dt.format': 'yyyy-MM-dd',
          'projection.dt.range': '2026-01-01,NOW',
          'projection.dt.interval': '1',
          'projection.dt.interval.unit': 'DAYS',
          'storage.location.template': location(`dt=\${dt}/`),
        },
        StorageDescriptor: {
          Location: location(),
          InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
          Columns: [
            { Name: 'topic', Type: 'string', Comment: 'Without $aws/rules/…, also by Basic Ingest' },
            { Name: 'device_id', Type: 'string' },
            { Name: 'received_at', Type: 'bigint', Comment: 'When the broker received it, ms' },
            { Name: 'data', Type: 'string', Comment: 'The published bytes, base64' },
          ],
        },
      },
    },
  },
  ArchiveWorkGroup: {
    Type: 'AWS::Athena::WorkGroup',
    Properties: {
      Name: databaseOf(stage),
      RecursiveDeleteOption: true,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: MOST_SCANNED,
        ResultConfiguration: {
          OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: BUCKET }, `/${FOLDERS.results}`]] },
          EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
        },
      },
    },
  },
  ArchivePeopleQuery: {
    Type: 'AWS::Athena::NamedQuery',
    Properties: {
      Name: 'people by device and minute',
      Description:
        'Reports, and people seen, on a floor. Parameters: first and last day, venue, floor, from and to (ms)',
      Database: { Ref: 'ArchiveDatabase' },
      WorkGroup: { Ref: 'ArchiveWorkGroup' },
      QueryString: PEOPLE,
    },
  },
});

/** Not Fn::Sub, because Athena has variables of the same form. */
const location = (folder = '') => ({ 'Fn::Join': ['', ['s3://', { Ref: BUCKET }, `/${FOLDERS.messages}${folder}`]] });

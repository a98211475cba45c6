import { topics } from '../../events/topics.ts';
import { added, arn, flaws, ref, template } from './template.ts';

const on = template({ archive: 'on', archive_days: '30' });
const off = template();

interface Rule {
  Properties: { TopicRulePayload: { Sql: string; Actions: Record<string, object>[]; ErrorAction: object } };
}
const archiving = Object.entries(on.Resources as Record<string, Rule>).filter(([, one]) =>
  JSON.stringify(one).includes('"Firehose"'),
);

test('without the parameter there is no archive, and rules are as they were', () => {
  expect(added({ archive: 'off' })).toEqual([]);
  expect(() => template({ archive: 'on', archive_days: '1.5' })).toThrow('archive_days is a number of days, not 1.5');
});

test('CloudFormation finds no flaw in it', () => {
  expect(flaws({ archive: 'on', archive_days: '30' })).toEqual([]);
});

test('every topic that devices publish to is archived by one rule, the one that Basic Ingest names', () => {
  const found = archiving.map(([id, one]) => [id, / FROM '([^']+)'/.exec(one.Properties.TopicRulePayload.Sql)![1]]);
  expect(Object.fromEntries(found)).toEqual({
    CrowdRule: 'devices/+/crowd',
    StateRule: 'devices/+/state',
    UsageRule: 'devices/+/usage',
    RawRule: 'devices/+/raw',
    ArchiveCommandResultRule: 'devices/+/commands/+/result',
    ArchiveDeviceEventRule: 'devices/+/events',
  });
  const ofDevices = Object.values(topics).filter(({ from }) => from === 'device');
  expect(ofDevices.map(({ pattern }) => pattern.replace(/\{\w+\}/g, '+')).sort()).toEqual(
    found.map(([, topic]) => topic).sort(),
  );
});

test('a line has the bytes as they came, the topic, the device and the time, whichever rule writes it', () => {
  for (const [, { Properties }] of archiving) {
    const { Sql, Actions, ErrorAction } = Properties.TopicRulePayload;
    expect(Sql).toMatch(
      /^SELECT encode\(\*, 'base64'\) AS data, timestamp\(\) AS received_at, topic\(\) AS topic, topic\(2\) AS device_id/,
    );
    expect(Actions.at(-1)).toEqual({
      Firehose: { DeliveryStreamName: ref('ArchiveStream'), Separator: '\n', RoleArn: arn('ArchiveRulesRole') },
    });
    expect(JSON.stringify(ErrorAction)).toContain('DeadLetters');
  }
  expect(on.Resources.CrowdRule.Properties.TopicRulePayload.Actions[0]).toEqual(
    off.Resources.CrowdRule.Properties.TopicRulePayload.Actions[0],
  );
});

test('files are gzipped, large, by day, and gone after as many days as are wanted', () => {
  const stream = on.Resources.ArchiveStream.Properties.ExtendedS3DestinationConfiguration;
  expect(stream).toMatchObject({
    Prefix: 'messages/dt=!{timestamp:yyyy-MM-dd}/',
    CompressionFormat: 'GZIP',
    BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 },
  });
  const { DeletionPolicy, Properties } = on.Resources.ArchiveBucket;
  expect(DeletionPolicy).toBe('Retain');
  expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
  const expiry = Properties.LifecycleConfiguration.Rules.map((one: { Prefix: string; ExpirationInDays: number }) => [
    one.Prefix,
    one.ExpirationInDays,
  ]);
  expect(expiry).toEqual([
    ['messages/', 30],
    ['errors/', 30],
    ['results/', 7],
  ]);
});

test('Athena finds the days by the names of folders that Firehose writes, and has a column for each member', () => {
  const { TableInput } = on.Resources.ArchiveTable.Properties;
  expect(TableInput.Parameters['storage.location.template']['Fn::Join'][1].at(-1)).toBe(`/messages/dt=\${dt}/`);
  expect(TableInput.Parameters['projection.dt.format']).toBe('yyyy-MM-dd');
  const columns = TableInput.StorageDescriptor.Columns.map(({ Name }: { Name: string }) => Name);
  expect(columns.sort()).toEqual(['data', 'device_id', 'received_at', 'topic']);
  const { WorkGroupConfiguration } = on.Resources.ArchiveWorkGroup.Properties;
  expect(WorkGroupConfiguration).toMatchObject({
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 10 * 1024 ** 3,
  });
});

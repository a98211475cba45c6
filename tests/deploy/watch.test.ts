import { readFileSync } from 'node:fs';
import { stackOf } from '../../deploy/stack.ts';
import { alarmsOf } from '../../deploy/watch/alarms.ts';
import { watchedOf } from '../../deploy/watch/watched.ts';
import { METRICS } from '../../lib/metrics.ts';

const settings = { stage: 'prod', ingest: 'sqs', archive: 'on', archive_days: '90' };
const bodyOf = (changes: object) => {
  const { Resources } = stackOf({ ...settings, ...changes }).resources;
  const { Properties } = Resources.Dashboard as { Properties: { DashboardBody: { 'Fn::Sub': string } } };
  return Properties.DashboardBody['Fn::Sub'];
};

const watched = (ingest = 'sqs') =>
  watchedOf({ ...settings }, stackOf({ ...settings, ingest }).resources.Resources as Record<string, object>);

interface AlarmResource {
  Type: string;
  Properties: { AlarmDescription: string; AlarmActions: unknown[]; [name: string]: unknown };
}

const alarmsIn = (alarms?: string, ingest = 'sqs') => {
  const { Resources } = stackOf({ ...settings, ingest, ...(alarms && { alarms }) }).resources;
  const found = Object.entries(Resources as Record<string, AlarmResource>);
  return Object.fromEntries(found.filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm'));
};

test('queues, their readers and schedules are watched, and their dead letters', () => {
  expect(watched().queues).toEqual(['CrowdSqs', 'StateSqs', 'UsageSqs', 'SeriesSqs', 'RawSqs']);
  expect(watched().deadLetters).toContain('RentalDeadLetters');
  expect(watched().functions).toEqual({
    readers: ['heatmapIngest', 'deviceState', 'usageIngest', 'seriesIngest', 'ruleIngest'],
    schedules: expect.arrayContaining(['rentalSweep', 'heatmapRollup', 'backupExport']),
  });
});

test('what an alarm asks about is there', () => {
  const { functions } = stackOf(settings);
  const names = Object.values(functions as Record<string, { name: string }>).map(({ name }) => name);
  const asked = alarmsOf(watched()).flatMap(({ metrics }) => metrics.map(({ dimensions }) => dimensions.FunctionName));
  const wrong = asked.filter((name) => name !== undefined && !names.includes(String(name)));
  expect([asked.length > 20, wrong]).toEqual([true, []]);
});

test('an alarm asks about no more metrics than CloudWatch takes, by every id that its expression names', () => {
  for (const { name, metrics, expression = '' } of alarmsOf(watched())) {
    expect([name, metrics.length <= 10]).toEqual([name, true]);
    const ids = [...expression.matchAll(/\bm(\d+)\b/g)].map(([, id]) => Number(id));
    expect([name, Math.max(0, ...ids) <= metrics.length]).toEqual([name, true]);
    expect([name, metrics.length === 1 || expression !== '']).toEqual([name, true]);
  }
});

test('what to do about an alarm stands where it says', () => {
  const page = readFileSync('docs/operate/alarms.md', 'utf8');
  const headings = [...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual(
    alarmsOf(watched())
      .map(({ name }) => name)
      .sort(),
  );
  for (const [id, { Properties }] of Object.entries(alarmsIn('ops@example.com'))) {
    const name = id.replace(/Alarm$/, '');
    expect(Properties.AlarmDescription).toContain(`docs/operate/alarms.md#${name.toLowerCase()}`);
  }
});

test('alarms tell whom the parameter names, and there are none where it names nobody', () => {
  expect(alarmsIn()).toEqual({});
  expect(alarmsIn('off')).toEqual({});
  const [topic] = Object.values(alarmsIn('arn:aws:sns:eu-west-1:1:ops'));
  expect(topic!.Properties.AlarmActions).toEqual(['arn:aws:sns:eu-west-1:1:ops']);
  const [mailed] = Object.values(alarmsIn('ops@example.com'));
  expect(mailed!.Properties.AlarmActions).toEqual([{ Ref: 'AlarmTopic' }]);
  for (const { Properties } of [topic!, mailed!]) expect(Properties.OKActions).toEqual(Properties.AlarmActions);
  expect(stackOf({ ...settings, alarms: 'ops@example.com' }).resources.Resources.AlarmTopic).toEqual({
    Type: 'AWS::SNS::Topic',
    Properties: { Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }] },
  });
  expect(() => alarmsIn('on')).toThrow('the parameter alarms is off, an email address, or the ARN of an SNS topic');
});

test('an alarm on one metric and one on several, as CloudWatch takes them', () => {
  const { ApiFailsAlarm, RentalsUnansweredAlarm, SweepStoppedAlarm } = alarmsIn('ops@example.com');
  expect(ApiFailsAlarm!.Properties).toMatchObject({
    AlarmName: 'skein-prod-ApiFails',
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Dimensions: [{ Name: 'ApiId', Value: { Ref: 'HttpApi' } }],
    Statistic: 'Sum',
    Period: 300,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    DatapointsToAlarm: 2,
    EvaluationPeriods: 3,
    TreatMissingData: 'notBreaching',
  });
  expect(RentalsUnansweredAlarm!.Properties.Metrics).toEqual([
    { Id: 'e1', Expression: 'IF(FILL(m1, 0) >= 5, 100 * m1 / (m1 + FILL(m2, 0)), 0)', ReturnData: true },
    ...['unanswered', 'active'].map((outcome, i) => ({
      Id: `m${i + 1}`,
      MetricStat: {
        Metric: {
          Namespace: 'skein_prod',
          MetricName: 'rentals',
          Dimensions: [{ Name: 'outcome', Value: outcome }],
        },
        Period: 300,
        Stat: 'Sum',
      },
      ReturnData: false,
    })),
  ]);
  expect(SweepStoppedAlarm!.Properties).toMatchObject({
    Metrics: [
      { Id: 'e1', Expression: 'FILL(m1, 0)', ReturnData: true },
      { Id: 'm1', ReturnData: false },
    ],
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    TreatMissingData: 'breaching',
  });
});

test('what takes too long is measured by its worst, in the unit that CloudWatch has for it', () => {
  const { LagAlarm, ApiSlowAlarm, ArchiveLateAlarm } = alarmsIn('ops@example.com');
  expect(LagAlarm!.Properties).toMatchObject({ Statistic: 'Maximum', Threshold: 60_000 });
  expect(ApiSlowAlarm!.Properties).toMatchObject({ ExtendedStatistic: 'p95', Threshold: 3000 });
  expect(ArchiveLateAlarm!.Properties).toMatchObject({ Statistic: 'Maximum', Threshold: 1800 });
});

test('a share is that of what went wrong', () => {
  const shares = alarmsOf(watched()).filter(({ expression }) => expression?.includes('m2'));
  expect(shares.map(({ metrics }) => metrics.map(({ name, dimensions }) => dimensions.outcome ?? name))).toEqual([
    ['rejected', 'accepted'],
    ['unanswered', 'active'],
    ['failed', 'done'],
  ]);
});

test.each([undefined, 'off'])('without an archive (%s) none is watched', (archive) => {
  const { Resources } = stackOf({ ...settings, archive: 'off' }).resources;
  expect(watchedOf({ stage: 'prod', ...(archive && { archive }) }, Resources as Record<string, object>).archive).toBe(
    false,
  );
});

test('where streams stand for queues, the age of their records is watched', () => {
  const backlog = (ingest: string) => alarmsOf(watched(ingest)).find(({ name }) => name === 'Backlog')!;
  const names = (ingest: string) => new Set(backlog(ingest).metrics.map(({ name }) => name));
  expect([names('sqs'), backlog('sqs').above]).toEqual([new Set(['ApproximateAgeOfOldestMessage']), 300]);
  expect([names('kinesis'), backlog('kinesis').above]).toEqual([new Set(['IteratorAge']), 300_000]);
});

test('the dashboard shows all that is measured', () => {
  const body = bodyOf({});
  for (const name of Object.values(METRICS).flatMap((names) => Object.keys(names)))
    expect(body).toContain(`MetricName=\\"${name}\\"`);
  const { widgets } = JSON.parse(body) as { widgets: Record<'x' | 'y' | 'width' | 'height', number>[] };
  expect(widgets.every(({ x, width }) => x + width <= 24)).toBe(true);
  const covered = widgets.flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, i) => `${x + (i % width)} ${y + Math.floor(i / width)}`),
  );
  expect(new Set(covered).size).toBe(covered.length);
});

test('dead letters of the archive are watched as well, where there is one', () => {
  const asked = (archive: string) => {
    const { Resources } = stackOf({ ...settings, archive, alarms: 'ops@example.com' }).resources;
    return JSON.stringify(Resources.DeadLettersAlarm).includes('ArchiveDeadLetters');
  };
  expect([asked('on'), asked('off')]).toEqual([true, false]);
  expect(bodyOf({ archive: 'on' })).toContain('ArchiveDeadLetters');
});

test('functions of the stage are found by the words of their names', () => {
  expect(bodyOf({ stage: 'load-test' })).toContain(`MetricName=\\"Errors\\" skein load test'`);
});

test('calls are traced where the parameter says so, and may say what they trace', () => {
  const rights = (tracing: string) => {
    const { functions, resources } = stackOf({ ...settings, tracing });
    const modes = new Set(Object.values(functions as Record<string, { tracing?: string }>).map((one) => one.tracing));
    return [[...modes], JSON.stringify(resources).includes('xray:PutTraceSegments')];
  };
  expect(rights('on')).toEqual([['Active'], true]);
  expect(rights('off')).toEqual([[undefined], false]);
});

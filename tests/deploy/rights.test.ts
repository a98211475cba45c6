import { type Role, rightsOf } from '../../deploy/check/rights.ts';
import { idOf, textOf } from '../../deploy/check/template.ts';
import { pascal, readDoors } from '../../deploy/doors.mjs';
import { stackOf } from '../../deploy/stack.ts';
import { bundles } from '../harness/bundles.ts';
import { callsOf } from './calls.ts';

interface Definition {
  role: unknown;
  events: { sqs?: { arn: unknown } }[];
  destinations?: { onFailure: { arn: unknown } };
}

interface Mapping {
  Type: string;
  Properties: {
    FunctionName: unknown;
    EventSourceArn: unknown;
    DestinationConfig: { OnFailure: { Destination: unknown } };
  };
}

const on = (resource: unknown, ...actions: string[]) => actions.map((action) => `${action} ${textOf(resource)}`);
const fromQueue = (arn: unknown) => on(arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
const fromStream = (arn: unknown) =>
  on(
    arn,
    ...['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map(
      (one) => `kinesis:${one}`,
    ),
  );
const toBucket = (arn: unknown) => [...on(`${textOf(arn)}/*`, 's3:PutObject'), ...on(arn, 's3:ListBucket')];

/** What Lambda does around a function under its role: write its log, read for it, hand on what failed. */
function around(lambda: string, { events, destinations }: Definition, resources: Record<string, object>): string[] {
  const streams = (Object.values(resources) as Mapping[]).filter(
    ({ Type, Properties }) => Type === 'AWS::Lambda::EventSourceMapping' && idOf(Properties.FunctionName) === lambda,
  );
  return [
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    ...events.flatMap(({ sqs }) => (sqs ? fromQueue(sqs.arn) : [])),
    ...streams.flatMap(({ Properties }) => fromStream(Properties.EventSourceArn)),
    ...streams.flatMap(({ Properties }) => toBucket(Properties.DestinationConfig.OnFailure.Destination)),
    ...(destinations ? on(destinations.onFailure.arn, 'sqs:SendMessage') : []),
  ];
}

const SECRET = /secret:skein\/prod\/(\w+)-\?{6}$/;
let built: ReturnType<typeof bundles>;
beforeAll(() => {
  built = bundles();
});

describe.each(['sqs', 'kinesis'])('with %s', (ingest) => {
  const { functions, resources } = stackOf({ stage: 'prod', ingest });

  // A right that is wanting shows on AWS alone, and one too many never does.
  test.each(readDoors())('$key may do what its bundle does, and nothing else', ({ key, bundle }) => {
    const definition = (functions as Record<string, Definition>)[key]!;
    const role = resources.Resources[idOf(definition.role)!] as { Properties: Role };
    const rights = rightsOf(role.Properties);
    const { actions, secrets } = callsOf(built.get(bundle)!.text);

    const named = rights.flatMap(({ resource }) => SECRET.exec(resource)?.[1] ?? []);
    expect(named.sort()).toEqual(secrets);
    const needed = around(`${pascal(bundle)}LambdaFunction`, definition, resources.Resources);
    const given = rights.map(({ action, resource }) => {
      const exact = `${action} ${resource}`;
      return needed.includes(exact) ? exact : action;
    });
    expect([...new Set(given)].sort()).toEqual([...new Set([...needed, ...actions])].sort());
  });
});

test('a call that nobody can read is not passed over', () => {
  expect(() => callsOf('await callAws(request)')).toThrow('cannot be read');
  expect(() => callsOf('callAws({service:"sns",host:"sns",method:"POST",path:"/"})')).toThrow('knows no right');
  expect(() => callsOf('secret(name)')).toThrow('name is no constant text');
});

test('calls are read from a bundle', () => {
  const text = `async function callAws(call){} callAws2({service:"iotdata",host:"a.b",method:"POST",path:\`/x\`});secret("code_keys");
    var TOKEN="redis_token";secret(TOKEN);publish(topic,{},{retain:!0})`;
  expect(callsOf(text)).toEqual({
    actions: ['iot:Publish', 'iot:RetainPublish'],
    secrets: ['code_keys', 'redis_token'],
  });
});

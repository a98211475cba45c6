import { type Role, rightsOf } from '../../deploy/check/rights.ts';
import { idOf, textOf } from '../../deploy/check/template.ts';
import { readDoors } from '../../deploy/doors.mjs';
import { stackOf } from '../../deploy/stack.ts';
import { bundles } from '../harness/bundles.ts';
import { callsOf } from './calls.ts';

interface Definition {
  role: unknown;
  events: { sqs?: { arn: unknown }; stream?: { arn: unknown; destinations: { onFailure: { arn: unknown } } } }[];
  destinations?: { onFailure: { arn: unknown } };
}

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const FROM_QUEUE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const FROM_STREAM = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map(
  (name) => `kinesis:${name}`,
);

/** What Lambda does around a function under its role: write its log, read for it, hand on what failed. */
function around({ events, destinations }: Definition): string[] {
  const handsOn = [destinations, ...events.map(({ stream }) => stream?.destinations)].flatMap(
    (one) => one?.onFailure.arn ?? [],
  );
  return [
    ...LOGS,
    ...events.flatMap(({ sqs }) => (sqs ? FROM_QUEUE.map((action) => `${action} ${textOf(sqs.arn)}`) : [])),
    ...events.flatMap(({ stream }) => (stream ? FROM_STREAM.map((action) => `${action} ${textOf(stream.arn)}`) : [])),
    ...handsOn.map((arn) => `sqs:SendMessage ${textOf(arn)}`),
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
    const ofLambda = rights.map(({ action, resource }) =>
      /^(sqs|kinesis):/.test(action) ? `${action} ${resource}` : action,
    );
    expect([...new Set(ofLambda)].sort()).toEqual([...new Set([...around(definition), ...actions])].sort());
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

import { randomUUID } from 'node:crypto';
import { evaluate, parse } from '@skein/iot-sql';
import type { Route } from '../../events/route.ts';
import { topics } from '../../events/topics.ts';
import type { FunctionEntry, RuleEntry } from '../domain-file.ts';
import { camel, type Door, doorOf, readDomain, readDomains } from '../doors.mjs';
import { routesOf } from '../routes.ts';
import { sqlOf } from '../sql.ts';
import { sampleFor, sampleOf } from './samples.ts';

const AT = 1_795_219_200_000; // 2026-11-21T00:00:00Z

/** An example of what calls each function, by its file below events/. Those of the authorizers are written by hand. */
export function triggers(): Record<string, object> {
  const found: Record<string, object> = {};
  for (const domain of readDomains()) {
    const { functions, rules = {} } = readDomain(domain);
    for (const [name, entry] of Object.entries(functions)) {
      const door = doorOf(domain, name);
      for (const [suffix, event] of Object.entries(eventsOf(door, entry, rules))) {
        found[`events/${domain}/triggers/${door.name}${suffix}.json`] = event;
      }
    }
  }
  return found;
}

function eventsOf(door: Door, entry: FunctionEntry | null, rules: Record<string, RuleEntry>): Record<string, object> {
  const routes = routesOf(door);
  if (routes.length > 0)
    return Object.fromEntries(routes.map(([name, route]) => [suffixOf(name, door), httpEvent(route)]));
  if (entry?.schedule) return { '': scheduleEvent(door) };
  const found = Object.entries(rules).find(([, { queue, invoke }]) => [queue, invoke].includes(door.door));
  if (!found) return {};
  const [name, rule] = found;
  const event = ruleOutput(name, rule);
  return rule.queue ? { '.sqs': sqsEvent(event), '.kinesis': kinesisEvent(event) } : { '': event };
}

/** Of the routes of a door, the one that has its name needs no name of its own. */
const suffixOf = (route: string, { name }: Door): string => (route === camel(name) ? '' : `.${route}`);

/** What a rule makes of its own sample, or of that of its topic. */
function ruleOutput(name: string, rule: RuleEntry): object {
  const { pattern } = topics[rule.from];
  const sample = (sampleFor(name) ?? sampleOf(rule.from)) as Record<string, unknown>;
  const parameters = { ...PARAMETERS, ...sample } as Record<string, string>;
  const topic = pattern.replace(/\{(\w+)\}/g, (_, parameter: string) => parameters[parameter]!);
  const message = { topic, payload: JSON.stringify(sample), clientId: 'bike-1' };
  const environment = { now: AT, random: () => 0, uuid: randomUUID, accountId: '123456789012' };
  const result = evaluate(parse(sqlOf(rule)), message, environment);
  if (!result.matched) throw new Error(`the sample of ${rule.from} does not match the rule ${name}`);
  return result.value as object;
}

/** What stands for a topic's parameters in samples. */
const PARAMETERS: Record<string, string> = {
  device_id: 'bike-1',
  phone_id: 'phone-7',
  command_id: '6f1d3a0c5b7e4f2a9c8d7e6f5a4b3c2d',
  request_id: 'request-1',
  change: 'connected',
  client_id: 'bike-1',
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function httpEvent({ method, path, roles, idempotency, example }: Route): object {
  const { params = {}, query, body } = example;
  const rawPath = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name]!);
  const caller = roles === 'anyone' ? undefined : { sub: 'alice', role: roles[0], phone_id: 'phone-7' };
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      accept: 'application/json',
      ...(caller && { authorization: 'Bearer …' }),
      ...(idempotency && { 'idempotency-key': 'key-1' }),
    },
    ...(query && { queryStringParameters: query }),
    pathParameters: params,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      ...(caller && { authorizer: { lambda: caller } }),
      domainName: 'api-id.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'api-id',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl/8' },
      requestId: 'request-id',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '21/Nov/2026:00:00:00 +0000',
      timeEpoch: AT,
    },
    isBase64Encoded: false,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const sqsEvent = (message: object) => ({
  Records: [
    {
      messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: JSON.stringify(message),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(AT),
        SenderId: 'AROAEXAMPLE:rule',
        ApproximateFirstReceiveTimestamp: String(AT),
      },
      messageAttributes: {},
      md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:Queue',
      awsRegion: 'us-east-1',
    },
  ],
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
const kinesisEvent = (message: object) => ({
  Records: [
    {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 'bike-1',
        sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
        data: Buffer.from(JSON.stringify(message)).toString('base64'),
        approximateArrivalTimestamp: AT / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: 'shardId-000000000000:49590338271490256608559692538361571095921575989136588898',
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: 'arn:aws:iam::123456789012:role/role',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/stream',
    },
  ],
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
const scheduleEvent = ({ key }: Door) => ({
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2026-11-21T00:02:00Z',
  region: 'us-east-1',
  resources: [`arn:aws:events:us-east-1:123456789012:rule/skein-${key}`],
  detail: {},
});

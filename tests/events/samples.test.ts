import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Schema from 'typebox/schema';
import type { CrowdEnvelope } from '../../events/crowd-envelope.ts';
import { CrowdReport } from '../../events/crowd-report.ts';
import { VenueBody } from '../../events/venue.ts';
import { messagesOf } from '../../lib/batch.ts';
import { stack } from '../harness/stack.ts';

const FOLDER = join(__dirname, '../../events');
const sample = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

test.each([
  ['crowd-report', CrowdReport],
  ['venue', VenueBody],
])('%s.json is what its schema says', (name, schema) => {
  expect(Schema.Errors(schema, sample(name))[1]).toEqual([]);
});

test('both queues carry the envelope, and the envelope the report', () => {
  for (const queue of ['sqs-crowd', 'kinesis-crowd']) {
    const envelope = JSON.parse(messagesOf(sample(queue))[0]!.body) as CrowdEnvelope;
    expect(envelope).toEqual(sample('crowd-envelope'));
    expect(JSON.parse(Buffer.from(envelope.data, 'base64').toString())).toEqual(sample('crowd-report'));
  }
});

/** Which function each trigger's sample is for. */
const TRIGGERS: Record<string, [functionKey: string, answer: object | undefined]> = {
  'http-venue-put': ['venuePut', { statusCode: expect.any(Number), body: expect.stringContaining('North Mall') }],
  'sqs-crowd': ['heatmapIngest', { batchItemFailures: [] }],
  'kinesis-crowd': ['heatmapIngest', { batchItemFailures: [] }],
  'http-heatmap': ['heatmapRead', { statusCode: 200 }],
  'schedule-rollup': ['heatmapRollup', undefined],
  'authorizer-http': ['authHttp', { isAuthorized: true, context: { refused: 'token_invalid' } }],
  'authorizer-mqtt': ['authMqtt', { isAuthenticated: false }],
};

test('every trigger has a sample that serverless invoke local takes', async () => {
  const env = { ...process.env, SKEIN_HTTP_PORT: new URL(stack().http).port };
  for (const [name, [functionKey, answer]] of Object.entries(TRIGGERS)) {
    const args = [
      'node_modules/serverless/bin/serverless.js',
      'invoke',
      'local',
      '-f',
      functionKey,
      '-p',
      `events/${name}.json`,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    if (answer) expect(JSON.parse(stdout)).toMatchObject(answer);
  }
});

test('no sample lies around unused', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  const used = ['crowd-report', 'crowd-envelope', 'venue', ...Object.keys(TRIGGERS)];
  expect(files.sort()).toEqual(used.map((name) => `${name}.json`).sort());
});

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { stack } from '../harness/stack.ts';

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

test.each(Object.entries(TRIGGERS))('serverless invoke local takes %s', async (name, [functionKey, answer]) => {
  const env = { ...process.env, SKEIN_HTTP_PORT: new URL(stack().http).port };
  const cli = 'node_modules/serverless/bin/serverless.js';
  const args = [cli, 'invoke', 'local', '-f', functionKey, '-p', `events/${name}.json`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  if (answer) expect(JSON.parse(stdout)).toMatchObject(answer);
});

test('no sample lies around unused', () => {
  const files = readdirSync('events').filter((file) => file.endsWith('.json'));
  const messages = ['crowd-report', 'crowd-envelope', 'venue']; // tests/events/samples.test.ts
  const used = [...messages, ...Object.keys(TRIGGERS)];
  expect(files.sort()).toEqual(used.map((name) => `${name}.json`).sort());
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { stack } from '../harness/stack.ts';

/** Of each kind of trigger one, as a newcomer would try it; tests/contract/triggers.test.ts takes them all. */
const SAMPLES: [sample: string, functionKey: string, answer: object][] = [
  ['heatmap/triggers/ingest.sqs', 'heatmapIngest', { batchItemFailures: [] }],
  ['venue/triggers/put', 'venuePut', { body: expect.stringContaining('North Mall') }],
  ['auth/triggers/admit', 'authAdmit', { isAuthenticated: false }],
];

test.each(SAMPLES)('serverless invoke local takes events/%s.json', async (sample, functionKey, answer) => {
  const env = { ...process.env, SKEIN_HTTP_PORT: new URL(stack().http).port };
  const cli = 'node_modules/serverless/bin/serverless.js';
  const args = [cli, 'invoke', 'local', '-f', functionKey, '-p', `events/${sample}.json`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  expect(JSON.parse(stdout)).toMatchObject(answer);
});

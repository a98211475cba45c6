import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDoors } from '../../deploy/doors.mjs';
import { withBroker } from '../harness/published.ts';
import { withRedis } from '../harness/redis.ts';

withRedis();
withBroker();
Object.assign(process.env, {
  GBFS_TTL: '60',
  STAGE: 'test',
  BACKUP_BUCKET: 'backups',
  RENTAL_URI: 'https://example.com/rent',
  IOT_ARN: 'arn:aws:iot:us-east-1:123456789012',
  TOKEN_JWKS_URL: 'http://127.0.0.1:1/',
  TOKEN_ISSUER: 'issuer',
  TOKEN_AUDIENCE: 'audience',
});

const ROOT = join(__dirname, '../..');

/** The samples of what calls a function: `ingest.sqs.json` and `ingest.kinesis.json` are both for mqtt/ingest. */
const cases = readDoors().flatMap(({ domain, door, name, source }) =>
  readdirSync(join(ROOT, 'events', domain, 'triggers'))
    .filter((file) => file.split('.')[0] === name)
    .map((file) => ({ title: `${domain}/${door}`, file: join('events', domain, 'triggers', file), source })),
);

test('every function has a sample of what calls it, and every sample has a function', () => {
  expect(new Set(cases.map(({ source }) => source)).size).toBe(readDoors().length);
  const files = [...new Set(readDoors().map(({ domain }) => domain))].flatMap((domain) =>
    readdirSync(join(ROOT, 'events', domain, 'triggers')).map((file) => join('events', domain, 'triggers', file)),
  );
  expect(cases.map(({ file }) => file).sort()).toEqual(files.sort());
});

test.each(cases)('$title takes $file', async ({ file, source }) => {
  const { handler } = await import(join(ROOT, source));
  const answer = await handler(JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
  if (answer?.statusCode) expect(answer.statusCode).toBeLessThan(500);
  if (answer?.batchItemFailures) expect(answer.batchItemFailures).toEqual([]);
});

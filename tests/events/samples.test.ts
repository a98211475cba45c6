import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Schema from 'typebox/schema';
import type { CrowdEnvelope } from '../../events/crowd-envelope.ts';
import { CrowdReport } from '../../events/crowd-report.ts';
import { VenueBody } from '../../events/venue.ts';
import { messagesOf } from '../../lib/batch.ts';

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

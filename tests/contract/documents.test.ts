import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import Schema from 'typebox/schema';
import { documents } from '../../deploy/documents/documents.ts';
import { sampleOf } from '../../deploy/documents/samples.ts';
import { topics } from '../../events/topics.ts';

test.each(Object.entries(documents()))('%s is what the declarations make of it', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text); // npm run documents writes it
});

test("the client's types are what openapi.json makes of them", () => {
  const args = ['run', '--silent', '--workspace', 'deploy/client', 'types', '--', '--check'];
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
  expect([status, status && stderr]).toEqual([0, 0]);
});

test.each(Object.entries(topics))('the sample of %s is what its schema says', (name, { payload }) => {
  expect(Schema.Errors(payload, sampleOf(name))[1]).toEqual([]);
});

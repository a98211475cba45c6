import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putFile } from '../../../local/aws/services/buckets.ts';

const folder = mkdtempSync(join(tmpdir(), 'skein-test-s3-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (path: string, body: string) => putFile(new URL(`http://s3${path}`), Buffer.from(body), folder);

test('an object is a file, and another of the same key takes its place', () => {
  put('/skein-backups/2026/a%20key', 'one');
  put('/skein-backups/2026/a%20key', 'two');
  expect(readFileSync(join(folder, 'skein-backups/2026/a key'), 'utf8')).toBe('two');
  expect(readdirSync(join(folder, 'skein-backups/2026'))).toEqual(['a key']);
});

test.each(['/skein-backups/', '/skein-backups/..%2f..%2fetc', '/skein-backups/a//b'])('no file comes of %s', (path) => {
  expect(() => put(path, 'x')).toThrow('no file can have this key');
  expect(existsSync(join(folder, 'etc'))).toBe(false);
});

import { nearest } from './nearest.ts';
import { Reach } from './reach.ts';
import { sample } from './sample.ts';

test('a seed decides the sample', () => {
  const all = Array.from({ length: 100 }, (_, i) => i);
  const drawn = sample(all, 10, 7);
  expect(new Set(drawn).size).toBe(10);
  expect(sample(all, 10, 7)).toEqual(drawn);
  expect(sample(all, 10, 8)).not.toEqual(drawn);
});

test("a source's own tests judge it first, then its domain's", () => {
  const files = ['tests/functions/b/c.test.ts', 'tests/functions/a/b.test.ts', 'tests/functions/a/c.test.ts'];
  expect(nearest('functions/a/http/c.ts', files)).toEqual([files[2], files[1], files[0]]);
});

test('a test reaches what its imports import, in Lua too, and nothing else', () => {
  const reach = new Reach();
  const test = 'tests/lib/redis.test.ts'; // it imports lib/redis.ts within a function
  expect(reach.reaches(test, 'lib/redis.ts')).toBe(true);
  expect(reach.reaches(test, 'lib/config.ts')).toBe(true);
  expect(reach.reaches(test, 'lib/http.ts')).toBe(false);
});

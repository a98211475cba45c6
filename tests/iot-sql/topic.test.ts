import { basicIngest, matches, republishTopic } from '@skein/iot-sql';
import fc from 'fast-check';

test.each([
  ['sensor/#', 'sensor/', true],
  ['sensor/#', 'sensor/a/b', true],
  ['sensor/#', 'sensor', false],
  ['#', 'a/b', true],
  ['#', '$aws/things', false],
  ['+/things', '$aws/things', false],
  ['$aws/+', '$aws/things', true],
  ['$aws/#', '$aws/things/x', true],
  ['a/+/c', 'a//c', true],
  ['a/+', 'a', false],
  ['a/+', 'a/b/c', false],
  ['+', 'a', true],
  ['a', 'a/', false],
  ['A', 'a', false],
])('%s and %s: %s', (filter, topic, expected) => expect(matches(filter, topic)).toBe(expected));

test('matches() agrees with a regular expression', () => {
  const level = fc.constantFrom('', 'a', 'b', '$', '$a', 'a.b', 'é');
  const topics = fc.array(level, { minLength: 1, maxLength: 5 });
  const wild = fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 5 });
  const filters = fc.tuple(wild, fc.boolean()).map(([levels, open]) => (open ? [...levels, '#'] : levels));
  fc.assert(
    fc.property(filters, topics, (filter, topic) => {
      const source = filter
        .map((part) => (part === '#' ? '.*' : part === '+' ? '[^/]*' : part.replace(/[$.]/g, '\\$&')))
        .join('/');
      const reserved = topic[0]!.startsWith('$') && /^[+#]/.test(filter[0]!);
      expect(matches(filter.join('/'), topic.join('/'))).toBe(
        !reserved && new RegExp(`^${source}$`, 'u').test(topic.join('/')),
      );
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['$aws/rules/crowd/devices/7/crowd', { rule: 'crowd', topic: 'devices/7/crowd' }],
  ['$aws/rules/crowd/', { rule: 'crowd', topic: '' }],
  ['$aws/rules/crowd', { rule: 'crowd', topic: '' }],
  ['$aws/rules/', undefined],
  ['$aws/rules//x', undefined],
  ['$aws/things/crowd/x', undefined],
  ['x/$aws/rules/crowd/x', undefined],
])('basicIngest(%s)', (topic, expected) => expect(basicIngest(topic)).toEqual(expected));

test.each([
  ['$$aws/things/x', '$aws/things/x'],
  ['a/$$b', 'a/$$b'],
  ['a', 'a'],
])('republishTopic(%s)', (rendered, expected) => expect(republishTopic(rendered)).toBe(expected));

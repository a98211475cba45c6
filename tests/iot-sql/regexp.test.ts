// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of AWS's, not of JavaScript's
import type { Json } from '@skein/iot-sql';
import { value } from './run.ts';

/** In SQL strings a backslash is a backslash. */
const rows: [expression: string, expected: Json | undefined][] = [
  ["regexp_matches('aaaa', 'a{2,}')", true],
  ["regexp_matches(true, '^t')", true],
  ["regexp_matches(NULL, 'a')", undefined],
  ["regexp_matches('a', '[')", undefined],
  ["regexp_matches('aa', 'a++a')", undefined],
  ["regexp_matches('b', '[a-c&&[b]]')", undefined],
  ["regexp_matches('b', '[a-c&&b]')", undefined],
  [String.raw`regexp_matches('Hello', '(?i)\AhELLO\z')`, true],
  [String.raw`regexp_matches('a-b', '^a\-b$')`, true],
  [String.raw`regexp_matches('é', '\p{L}')`, true],
  [String.raw`regexp_matches('é', '\p{Lower}')`, false],
  [String.raw`regexp_substr('x=a-1_b;', '[\p{Alnum}\-_]{2,}')`, 'a-1_b'],
  [String.raw`regexp_substr('1.5+', '\Q5+\E')`, '5+'],
  [String.raw`regexp_substr('a b', '\h')`, ' '],
  ["regexp_substr('abc', 'x')", undefined],
  ["regexp_replace('abcd', 'bc', 'x')", 'axd'],
  ["regexp_replace('aaa', 'a', 'b')", 'bbb'],
  ["regexp_replace('ab', '(?<x>a)(b)', '$2${x}-$10')", 'ba-a0'],
  ["regexp_replace('ab', '(a)|(b)', '[$2]')", '[][b]'],
  [String.raw`regexp_replace('ab', 'a', '\$1$0')`, '$1ab'],
  ["regexp_replace('ab', 'a', '$1')", undefined],
  ["regexp_replace('ab', 'a', '${x}')", undefined],
  ["regexp_replace('ab', 'a', '$')", undefined],
  ["regexp_replace('ab', '(', 'x')", undefined],
  ["regexp_replace('ab', 'x', NULL)", undefined],
];

test.each(rows)('%s', (expression, expected) => expect(value(expression)).toEqual(expected));

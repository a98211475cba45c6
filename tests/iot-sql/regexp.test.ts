// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of AWS's, not of JavaScript's
import { evaluate, type Json, parse } from '@skein/iot-sql';
import { environment, value } from './run.ts';

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

describe('a pattern that tries every way to split a text', () => {
  const tried = (pattern: string, text: string) => {
    const statement = parse(`SELECT regexp_substr(text, '${pattern}') AS found FROM 'a'`);
    return evaluate(statement, { topic: 'a', payload: JSON.stringify({ text }) }, environment);
  };

  test.each([
    ['^(a+)+$', `${'a'.repeat(60)}!`],
    ['^(a|aa){1,99}$', `${'a'.repeat(90)}!`],
    ['(x+x+)+y', 'x'.repeat(60)],
    ['a?'.repeat(30) + 'a'.repeat(30), 'a'.repeat(30)],
    [`^${'(a|aa)'.repeat(40)}$`, 'a'.repeat(81)],
    ['a+$', `${'a'.repeat(500_000)}!`],
  ])('%s fails, and nothing waits for it', (pattern, text) => {
    expect(tried(pattern, text)).toEqual({ matched: false, failed: true });
    expect(tried('^a', 'ab')).toEqual({ matched: true, value: { found: 'a' } });
  });

  test.each([
    ['^(a+)+$', 'aaa', 'aaa'],
    ['b*c*$', `${'a'.repeat(5000)}bbcc`, 'bbcc'],
    [String.raw`\p{L}+\{[*+]\}+`, 'ab{*}}', 'ab{*}}'],
  ])('%s finds what it did', (pattern, text, found) =>
    expect(tried(pattern, text)).toEqual({ matched: true, value: { found } }),
  );
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of AWS's, not of JavaScript's
import { parse, parseTemplate, render, SqlError } from '@skein/iot-sql';
import { environment } from './run.ts';

const message = {
  topic: '$aws/rules/state/devices/7/state',
  payload: '{"phone_id":"BBB","n":null,"a":[{"b":1.5}],"text":"${phone_id}"}',
};

test.each([
  ['phones/${phone_id}/devices/${topic(2)}/state', 'phones/BBB/devices/7/state'],
  ['$$aws/${topic()}', '$$aws/devices/7/state'],
  ['${a[0].b}', '1.5'],
  ['${a}', '[{"b":1.5}]'],
  ["${ {'k': '}'} }", '{"k":"}"}'],
  ["${parse_time('yyyy', timestamp(), 'UTC')}", '2016'],
  ['$${1}$ {x} }{', '$1$ {x} }{'],
  ['${text}', '${phone_id}'],
  ['plain', 'plain'],
  ['', ''],
  ['a/${missing}', undefined],
  ['a/${n}/b', undefined],
])('%s', (text, expected) => expect(render(parseTemplate(text), message, environment)).toBe(expected));

test('knows the variables of the statement, not its aliases', () => {
  const statement = parse("SET @id = topic(2) SELECT phone_id AS p FROM 'devices/#'");
  expect(render(parseTemplate('${@id}', statement), message, environment)).toBe('7');
  expect(render(parseTemplate('${p}', statement), message, environment)).toBeUndefined();
});

test.each([
  ['a/${topic(2}/b', 11, ', or )'],
  ['a/${', 4, 'an expression'],
  ['a/${}', 4, 'an expression'],
  ['${a} ${b c}', 9, 'an operator or }'],
  ['${@x}', 2, 'a variable that SET has defined'],
  ['${aws_lambda(1)}', 2, 'a function of the message alone'],
])('refuses %s', (text, position, expected) => {
  expect(() => parseTemplate(text)).toThrow(SqlError);
  expect(() => parseTemplate(text)).toThrow(expect.objectContaining({ position, expected }));
});

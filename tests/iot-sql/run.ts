import { type Environment, evaluate, type Json, type Message, parse } from '@skein/iot-sql';

export const environment: Environment = {
  now: 1_481_825_251_155,
  random: () => 0.25,
  uuid: () => '123a4567-b89c-12d3-e456-789012345000',
  accountId: '123456789012',
  traceId: '12345678-1234-1234-1234-123456789012',
};

/** The outcome of a statement on topic `t`: its output, bytes as text, or 'no match'. */
export function run(sql: string, payload: Message['payload'], about: Partial<Message> = {}): Json {
  const outcome = evaluate(parse(sql), { topic: 't', payload, ...about }, environment);
  if (!outcome.matched) return 'no match';
  return outcome.value instanceof Uint8Array ? Buffer.from(outcome.value).toString() : outcome.value;
}

/** The value of an expression for a payload; undefined where the output leaves it out. */
export function value(expression: string, payload: Json = {}): Json | undefined {
  const output = run(`SELECT ${expression} AS result FROM 't'`, JSON.stringify(payload));
  if (output === 'no match') throw new Error(`no value: ${expression}`);
  return (output as { result?: Json }).result;
}

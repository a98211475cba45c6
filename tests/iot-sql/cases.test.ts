import type { Json } from '@skein/iot-sql';
import cases from './cases.json';
import { run } from './run.ts';

interface Case {
  name: string;
  sql: string;
  topic: string;
  clientId: string | null;
  payload: Json;
  payloadEncoding?: string;
  expected: Json;
}

test.each(cases as Case[])('$name', ({ sql, topic, clientId, payload, payloadEncoding, expected }) => {
  const published = payloadEncoding === 'text' ? (payload as string) : JSON.stringify(payload);
  expect(run(sql, published, { topic, ...(clientId !== null && { clientId }) })).toEqual(expected);
});

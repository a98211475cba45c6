// npm run --silent rule: tries IoT SQL out. Reads a JSON array of {sql, topic, clientId, payload | payloadText} on stdin
// and prints an array of {result}, {no_match: true} or {error}.
import { text } from 'node:stream/consumers';
import { evaluate, parse } from '@skein/iot-sql';
import { environment } from '../aws/iot/engine.ts';

interface Trial {
  sql: string;
  topic: string;
  clientId?: string;
  payload?: unknown;
  /** Instead of `payload`: the bytes as text, JSON or not. */
  payloadText?: string;
}

try {
  const trials = JSON.parse(await text(process.stdin)) as Trial[];
  if (!Array.isArray(trials)) throw new Error('stdin must hold a JSON array');
  console.log(JSON.stringify(trials.map(tried)));
} catch (error) {
  console.error(`rule: ${(error as Error).message}`);
  process.exitCode = 1;
}

function tried({ sql, topic, clientId, payload, payloadText }: Trial) {
  try {
    const message = {
      topic,
      payload: payloadText ?? JSON.stringify(payload ?? {}),
      ...(clientId !== undefined && { clientId }),
    };
    const result = evaluate(parse(sql), message, environment());
    if (!result.matched) return { no_match: true };
    return { result: result.value instanceof Uint8Array ? Buffer.from(result.value).toString() : result.value };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
